package org.bellwether.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.bellwether.profile.ColumnBatch;
import org.bellwether.profile.ColumnVector;
import org.bellwether.profile.Dictionary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our reader of plain CSV gives what DuckDB gives, value by value, or leaves the file to it. */
class PlainCsvTest {

  private static final long SEED = 20261125;

  private static DuckDb duckDb;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    duckDb = DuckDb.open();
  }

  @AfterAll
  static void close() {
    duckDb.close();
  }

  /** What reading gave: a line a row, or the error. */
  private record Outcome(String result, boolean plain) {}

  private static Outcome read(Path file, boolean plain, ReadOptions options) {
    try {
      TableReader reader = TableReader.open(file.toString(), duckDb, options, plain);
      List<String> lines = new ArrayList<>();
      TableReader.Reading reading =
          reader.read(schema -> {
            lines.clear();
            lines.add(schema.toString());
            return batch -> describe(batch, lines);
          });
      lines.add(reading.rows() + " " + reading.skippedRows() + " " + reading.notes());
      return new Outcome(String.join("\n", lines), reader.unusualFiles() == 0);
    } catch (UnreadableTableException | WrongSettingException e) {
      return new Outcome(String.valueOf(e.getMessage()), false);
    }
  }

  private static void describe(ColumnBatch batch, List<String> lines) {
    for (int r = 0; r < batch.rows(); r++) {
      StringBuilder line = new StringBuilder();
      line.append(batch.firstRow() + r);
      for (ColumnVector column : batch.columns()) {
        line.append('|').append(value(column, r));
      }
      lines.add(line.toString());
    }
  }

  private static String value(ColumnVector column, int r) {
    return switch (column) {
      case ColumnVector.Numeric v ->
          v.missing() != null && v.missing().get(r)
              ? "missing"
              : Long.toHexString(Double.doubleToRawLongBits(v.values()[r]));
      case ColumnVector.Category v ->
          switch (v.codes()[r]) {
            case Dictionary.MISSING -> "missing";
            case Dictionary.OTHER -> "#" + java.util.Objects.requireNonNull(v.hashes())[r];
            default -> v.codes()[r] + "=" + v.dictionary().valueOf(v.codes()[r]);
          };
      case ColumnVector.Text v -> String.valueOf(v.values()[r]);
      case ColumnVector.Timestamp v -> String.valueOf(v.epochMicros()[r]);
      case ColumnVector.Embedding v -> java.util.Arrays.toString(v.values()[r]);
    };
  }

  private boolean requireSame(Path file, ReadOptions options, String what) {
    Outcome ours = read(file, true, options);
    Outcome duck = read(file, false, options);
    assertThat(ours.result()).as(what).isEqualTo(duck.result());
    return ours.plain();
  }

  @Test
  void randomTables() throws IOException {
    Random random = new Random(SEED);
    int plain = 0;
    for (int i = 0; i < 150; i++) {
      byte[] table = CsvDraw.table(random, i % 3 == 0 ? 0 : 0.002);
      Path file = folder.resolve("t" + i + (i % 7 == 0 ? ".csv.gz" : ".csv"));
      try (OutputStream raw = Files.newOutputStream(file);
          OutputStream out = i % 7 == 0 ? new GZIPOutputStream(raw) : raw) {
        out.write(table);
      }
      ReadOptions options =
          ReadOptions.defaults()
              .withOnBadRow(i % 2 == 0 ? ReadOptions.OnBadRow.SKIP : ReadOptions.OnBadRow.FAIL);
      plain += requireSame(file, options, "seed " + SEED + ", table " + i) ? 1 : 0;
    }
    assertThat(plain).as("tables read by our own reader").isBetween(60, 149);
  }

  @Test
  void oddFields() throws IOException {
    List<String> odd =
        List.of(
            "1e5",
            "1E-3",
            "-1.5e+10",
            "+1",
            ".5",
            "5.",
            "-.5",
            "-",
            ".",
            "1,5",
            "\"1.5\"",
            "\"\"",
            " 1",
            "1 ",
            "0x10",
            "1_000",
            "nan",
            "inf",
            "-inf",
            "1e400",
            "1e-400",
            "NA",
            "-0",
            "-0.0",
            "007",
            "123456789012345678",
            "1234567890123456789012",
            "0.1234567890123456789",
            "9007199254740993",
            "0.000000000000000000000001",
            "\"a\"b",
            "a\"b",
            "\"a\"\"b\"",
            "\"a\nb\"",
            "\" \"",
            "\\N",
            "a\u0000b",
            "é",
            "2026-02-30",
            "2026-01-31",
            "2026-01-31 23:59:59",
            "2026-01-31T23:59:59.5Z",
            "2026-1-3",
            "0000-01-01",
            "2026-01-31 24:00:00",
            "2026-01-31 23:59:60",
            "2026-01-31 10:00:00.1234567",
            "2026-01-31T10:00",
            "31/12/2026",
            "true",
            "null");
    List<String> usual = List.of("1.25", "Rome", "2026-01-02", "2026-01-02 03:04:05", "1735689600");
    int file = 0;
    int plain = 0;
    for (String field : odd) {
      for (String other : usual) {
        StringBuilder csv = new StringBuilder("id,x,y\n");
        for (int r = 0; r < 300; r++) {
          String x = r == 250 ? field : other;
          csv.append(r).append(',').append(x).append(',').append(r % 7).append('\n');
        }
        Path path = Files.writeString(folder.resolve("odd" + file++ + ".csv"), csv);
        plain += requireSame(path, ReadOptions.defaults(), "'" + field + "' in " + other) ? 1 : 0;
      }
    }
    assertThat(plain).isGreaterThan(60);
  }

  @Test
  void lineEndsAndHeads() throws IOException {
    List<String> files =
        List.of(
            "a,b\r\n1,x\r\n2,y\r\n",
            "a,b\r\n1,x\r\n2,y",
            "a,b\n1,x\r\n2,y\n",
            "a,b\r1,x\r2,y\r",
            "\ufeffa,b\n1,x\n2,y\n",
            "a,b\n1,x\n2,y\n\n",
            "a,b\n\n1,x\n2,y\n",
            "a,b\n1,x\n2\n",
            "a,b\n1,x,3\n2,y\n",
            "a,b\n1,\"x\n2,y\n",
            "\"a\",\"b c\"\n1,x\n2,y\n",
            "\"a\nc\",b\n1,x\n2,y\n",
            "1,2\n3,4\n5,6\n",
            "a,b\n",
            "a,b\n1,x",
            "a\n1\n2\n",
            "a,b\n1," + "x".repeat(600_000) + "\n2,y\n");
    for (int i = 0; i < files.size(); i++) {
      Path path = Files.writeString(folder.resolve("end" + i + ".csv"), files.get(i));
      requireSame(path, ReadOptions.defaults(), "file " + i);
    }
    byte[] latin = "a,b\n1,caf\u00e9\n2,y\n".getBytes(StandardCharsets.ISO_8859_1);
    requireSame(Files.write(folder.resolve("latin.csv"), latin), ReadOptions.defaults(), "latin 1");
  }

  @Test
  void recordsAcrossTheBuffer() throws IOException {
    StringBuilder csv = new StringBuilder("id,amount,city\n");
    for (int r = 0; r < 120_000; r++) {
      csv.append(r).append(',').append(r * 0.25 - 77).append(",c").append(r % 91).append('\n');
    }
    Path path = Files.writeString(folder.resolve("long.csv"), csv);
    assertThat(requireSame(path, ReadOptions.defaults(), "buffer")).isTrue();
  }
}
