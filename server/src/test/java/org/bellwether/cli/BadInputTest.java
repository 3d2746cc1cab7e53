package org.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of bad input ends with an exit code and a sentence that names file, row and column.
 */
class BadInputTest {

  private static final int ROWS = 400;

  @TempDir Path folder;

  private Path good;

  @BeforeEach
  void writeGoodTable() throws IOException {
    good = table("good.csv", rows -> {});
  }

  private static List<String> rows() {
    SplittableRandom random = new SplittableRandom(7);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(
          String.format(
              java.util.Locale.ROOT,
              "%.4f,%s,%.3f,%d",
              random.nextDouble(),
              random.nextBoolean() ? "x" : "y",
              random.nextDouble(),
              random.nextInt(2)));
    }
    return rows;
  }

  private Path table(String name, Consumer<List<String>> edit) throws IOException {
    List<String> rows = rows();
    edit.accept(rows);
    return write(name, "a,b,score,label\n" + String.join("\n", rows) + "\n");
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private CommandRun check(Path current, Object... options) {
    return check(good, current, options);
  }

  private static CommandRun check(Path reference, Path current, Object... options) {
    List<Object> args = new ArrayList<>(List.of("check", reference, current));
    args.addAll(Arrays.asList(options));
    return CommandRun.of(args.toArray());
  }

  private static void refused(CommandRun run, int code, String... parts) {
    assertThat(run.err()).contains(parts).doesNotContain("\tat ", "Exception", "Error:");
    assertThat(run.err().strip().lines()).hasSizeLessThanOrEqualTo(2);
    assertThat(run.code()).isEqualTo(code);
  }

  @Test
  void missingFile() {
    refused(check(folder.resolve("nope.csv")), 3, "nope.csv", "no such file", "Check the spelling");
  }

  @Test
  void folderInsteadOfFile() {
    refused(check(folder), 3, folder.toString(), "is a folder", "*.csv");
  }

  @Test
  void globWithoutMatch() {
    refused(check(folder.resolve("none-*.csv")), 3, "none-*.csv", "no file matches");
  }

  @Test
  void raggedRow() throws IOException {
    Path bad = table("ragged.csv", r -> r.set(149, "0.5"));
    refused(check(bad), 3, "ragged.csv, line 151", "column 'b'", "--on-bad-row skip");
    CommandRun skipped = check(bad, "--on-bad-row", "skip");
    assertThat(skipped.code()).isZero();
    assertThat(skipped.out()).contains("1 row", "left out", "line 151");
  }

  @Test
  void rowWithTooManyFields() throws IOException {
    Path bad = table("wide.csv", r -> r.set(149, "0.5,x,0.1,1,9,9"));
    refused(check(bad), 3, "wide.csv, line 151", "column 'label'", "Quote fields");
  }

  @Test
  void unterminatedQuote() throws IOException {
    Path bad = table("open.csv", r -> r.set(149, "0.5,\"x,0.1,1"));
    refused(check(bad), 3, "open.csv, line 151", "column 'b'", "Close the quote");
  }

  @Test
  void badEncoding() throws IOException {
    byte[] bytes = Files.readAllBytes(good);
    int line = 0;
    int at = 0;
    while (line < 150) {
      line += bytes[at++] == '\n' ? 1 : 0;
    }
    bytes[at + 7] = (byte) 0xe9;
    Path bad = Files.write(folder.resolve("latin.csv"), bytes);
    refused(check(bad), 3, "latin.csv, line 151", "column 'b'", "not UTF-8", "iconv");
  }

  @Test
  void utf16() throws IOException {
    Path bad = folder.resolve("wide-characters.csv");
    Files.writeString(bad, Files.readString(good), StandardCharsets.UTF_16);
    refused(check(bad), 3, "wide-characters.csv", "UTF-16", "iconv");
  }

  @Test
  void truncatedGzip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(Files.readAllBytes(good));
    }
    byte[] half = Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
    Path bad = Files.write(folder.resolve("half.csv.gz"), half);
    refused(check(bad), 3, "half.csv.gz", "cut off", "again");
  }

  @Test
  void truncatedParquet() throws IOException {
    Path bad = write("half.parquet", "PAR1" + "x".repeat(500));
    refused(check(bad), 3, "half.parquet", "Parquet", "cut off or damaged", "again");
  }

  @Test
  void parquetDamagedInItsMiddle() throws Exception {
    Path whole = folder.resolve("whole.parquet");
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      statement.execute(
          "COPY (SELECT hash(range) % 5000 AS a, random() AS b FROM range(400000)) TO '"
              + whole
              + "' (ROW_GROUP_SIZE 50000)");
    }
    byte[] bytes = Files.readAllBytes(whole);
    Arrays.fill(bytes, bytes.length * 3 / 4, bytes.length * 3 / 4 + 20_000, (byte) 0xFF);
    Path bad = Files.write(folder.resolve("spoilt.parquet"), bytes);
    CommandRun run = check(whole, bad);
    refused(run, 3, "spoilt.parquet", "Parquet", "cut off or damaged", "again");
  }

  @Test
  void wrongJsonLine() throws IOException {
    String line = "{\"a\": 0.5, \"b\": \"x\"}\n";
    Path bad = write("bad.ndjson", line.repeat(50) + "{\"a\": 0.5, \"b\":\n" + line.repeat(50));
    refused(check(bad), 3, "bad.ndjson, line 51", "not valid JSON", "Mend");
    CommandRun skipped = check(bad, "--on-bad-row", "skip");
    assertThat(skipped.code()).isZero();
    assertThat(skipped.out()).contains("1 row", "left out", "line 51");
  }

  @Test
  void wordAmongNumbers() throws IOException {
    Path bad = table("mixed.csv", r -> r.set(149, "oops,x,0.1,1"));
    refused(check(bad), 3, "mixed.csv, line 151, column 'a'", "'oops' is not a number", "Mend");
  }

  @Test
  void manyWordsAmongNumbersRetypeTheColumn() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder csv = new StringBuilder("a,b\n");
    for (int i = 0; i < 30_000; i++) {
      String a = i > 20_000 && i % 20 == 0 ? "oops" : String.valueOf(random.nextInt(1000));
      csv.append(a).append(",x\n");
    }
    Path bad = write("late.csv", csv.toString());
    CommandRun run = check(bad);
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("column 'a'", "more than 1 %", "read as text");
  }

  @Test
  void emptyTable() throws IOException {
    refused(check(write("empty.csv", "")), 3, "empty.csv", "is empty", "header row");
    refused(check(write("header.csv", "a,b\n")), 3, "header.csv", "no rows");
  }

  @Test
  void noCommonColumns() throws IOException {
    Path other = write("other.csv", "q,r\n1,2\n2,3\n");
    refused(check(other), 3, "good.csv", "other.csv", "no column in common", "a, b");
  }

  @Test
  void schemaNamesUnknownColumn() throws IOException {
    Path schema = write("schema.yaml", "columns:\n  - name: a\n  - name: nope\n");
    refused(check(good, "--schema", schema), 2, "schema.yaml, line 3", "'nope'", "a, b");
  }

  @Test
  void schemaContradictsItself() throws IOException {
    Path schema =
        write("schema.yaml", "columns:\n  - name: b\n    type: categorical\n    min: 3\n");
    refused(check(good, "--schema", schema), 2, "schema.yaml, line 2", "min", "numeric");
    Path twice = write("twice.yaml", "columns:\n  - name: a\n  - name: a\n");
    refused(check(good, "--schema", twice), 2, "twice.yaml, line 3", "'a' is declared twice");
    Path word = write("word.yaml", "columns:\n  - name: a\n    type: numerical\n");
    refused(check(good, "--schema", word), 2, "word.yaml, line 3", "'numerical'", "categorical");
    Path role =
        write(
            "role.yaml",
            "columns:\n  - name: a\n    role: label\n  - name: label\n    role: label\n");
    refused(check(good, "--schema", role), 2, "role.yaml, line 4", "'label'", "role label", "'a'");
    Path task = write("task.yaml", "task: regression\nthreshold: 0.5\ncolumns:\n  - name: a\n");
    refused(check(good, "--schema", task), 2, "task.yaml, line 2", "threshold", "regression");
    refused(check(good, "--task", "regression", "--positive", "1"), 2, "--positive", "regression");
    Path range = write("range.yaml", "columns:\n  - name: a\n    min: 3\n    max: 1\n");
    refused(check(good, "--schema", range), 2, "range.yaml, line 2", "column 'a'", "above max");
  }

  @Test
  void flagNamesUnknownColumn() {
    refused(check(good, "--label", "Label"), 2, "--label Label", "Is 'label' meant?");
  }

  @Test
  void roleNeedsNumbers() {
    refused(check(good, "--score", "b"), 2, "column 'b'", "score", "numbers");
  }

  @Test
  void oneClassLabels() throws IOException {
    Path one = table("one.csv", r -> r.replaceAll(x -> x.substring(0, x.length() - 1) + "1"));
    CommandRun run = check(one, "--label", "label", "--score", "score");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("one.csv", "label 'label' is '1' in every row");
  }

  @Test
  void allMissingLabels() throws IOException {
    Path none = table("none.csv", r -> r.replaceAll(x -> x.substring(0, x.length() - 1)));
    CommandRun run = check(none, "--label", "label", "--score", "score");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("none.csv", "label 'label' has no value in any row");
  }

  @Test
  void scoreOutsideUnitInterval() throws IOException {
    Path bad = table("score.csv", r -> r.set(76, "0.5,x,1.7,1"));
    refused(
        check(bad, "--label", "label", "--score", "score"),
        3,
        "score.csv, line 78, column 'score'",
        "1.7",
        "[0, 1]");
  }

  @Test
  void infiniteScore() throws IOException {
    Path bad = table("infinite.csv", r -> r.set(76, "0.5,x,inf,1"));
    Object[] roles = {"--label", "label", "--score", "score"};
    refused(check(bad, roles), 3, "infinite.csv, line 78, column 'score'", "Infinity", "[0, 1]");
    CommandRun skipped = check(bad, "--label", "label", "--score", "score", "--on-bad-row", "skip");
    assertThat(skipped.code()).isZero();
    assertThat(skipped.out()).contains("399 rows (1 unreadable and left out)", "line 78");
  }

  @Test
  void lineOfARowBelowAFieldOfSeveralLines() throws IOException {
    Path number =
        table(
            "number.csv",
            r -> {
              r.set(3, "0.5,\"two\nlines\",0.1,1");
              r.set(149, "oops,x,0.1,1");
            });
    refused(check(number), 3, "number.csv, line 152, column 'a'", "'oops'");
    Path ragged =
        table(
            "ragged.csv",
            r -> {
              r.set(3, "0.5,\"two\nlines\",0.1,1");
              r.set(149, "0.5,x");
            });
    refused(check(ragged), 3, "ragged.csv, line 152", "column 'score'");
  }

  @Test
  void lineOfARowBelowOnesThatAreLeftOut() throws IOException {
    Path bad =
        table(
            "both.csv",
            r -> {
              r.set(20, "0.5,x");
              r.set(76, "0.5,x,1.7,1");
            });
    CommandRun skipped = check(bad, "--label", "label", "--score", "score", "--on-bad-row", "skip");
    assertThat(skipped.code()).isZero();
    assertThat(skipped.out()).contains("398 rows (2 unreadable and left out)", "line 22");
    refused(check(bad, "--label", "label", "--score", "score"), 3, "both.csv, line 78");
  }

  @Test
  void lineOfADate() throws IOException {
    StringBuilder csv = new StringBuilder("day,v\n");
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      String day = i == 149 ? "2026-13-45" : "2026-01-" + (10 + i % 20);
      csv.append(day).append(',').append(i == 3 ? "\"a\nb\"" : i % 7).append('\n');
      json.append(i == 3 ? "\n" : "").append("{\"day\":\"").append(day).append("\",\"v\":1}\n");
    }
    Path table = write("dates.csv", csv.toString());
    refused(
        check(table, table, "--time", "day"), 3, "dates.csv, line 152, column 'day'", "2026-13-45");
    Path objects = write("dates.ndjson", json.toString());
    refused(check(objects, objects), 3, "dates.ndjson, line 151, column 'day'", "2026-13-45");
  }

  @Test
  void linesThatEndInTwoWays() throws IOException {
    Path bad = table("ends.csv", r -> r.set(149, "0.5,\"x\",0.1,1\r"));
    refused(check(bad), 3, "ends.csv, line 151", "CR LF", "Make them alike");
  }

  @Test
  void probabilitiesThatDoNotSumToOne() throws IOException {
    StringBuilder csv = new StringBuilder("pa,pb,pc,label\n");
    for (int i = 0; i < 100; i++) {
      csv.append(i == 32 ? "0.9" : "0.2")
          .append(",0.3,0.5,")
          .append("abc".charAt(i % 3))
          .append('\n');
    }
    Path bad = write("probabilities.csv", csv.toString());
    refused(
        check(
            bad, bad, "--label", "label", "--score", "a:pa", "--score", "b:pb", "--score", "c:pc"),
        3,
        "probabilities.csv, line 34",
        "'pa', 'pb', 'pc'",
        "sum to 1.700");
  }

  @Test
  void constantColumnsAndNotANumber() throws IOException {
    Path constant = table("constant.csv", r -> r.replaceAll(x -> "1,x,0.5,1"));
    assertThat(check(constant).code()).isZero();
    Path odd =
        table(
            "odd.csv",
            r -> {
              r.set(5, "nan,x,0.5,1");
              r.set(6, "inf,x,0.5,1");
              r.set(7, "-Infinity,x,0.5,1");
            });
    CommandRun run = check(odd);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void veryLongCell() throws IOException {
    Path bad = table("cell.csv", r -> r.set(9, "0.5," + "x".repeat(10_000_000) + ",0.5,1"));
    refused(check(bad), 3, "cell.csv, line 11", "longer than 8 MB", "--on-bad-row skip");
    CommandRun skipped = check(bad, "--on-bad-row", "skip");
    assertThat(skipped.code()).isZero();
  }

  @Test
  void manyDistinctValues() throws IOException {
    StringBuilder csv = new StringBuilder("k,b\n");
    for (int i = 0; i < 150_000; i++) {
      csv.append("value-").append(i / 2 * 7919L % 150_000).append(",x\n");
    }
    Path many = write("many.csv", csv.toString());
    CommandRun run = check(many, many);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void manyColumns() throws IOException {
    StringBuilder csv = new StringBuilder("c0");
    for (int c = 1; c < 1500; c++) {
      csv.append(",c").append(c);
    }
    for (int i = 0; i < 30; i++) {
      csv.append('\n').append(i % 7);
      for (int c = 1; c < 1500; c++) {
        csv.append(',').append((i * 31 + c) % 11);
      }
    }
    Path wide = write("columns.csv", csv.append('\n').toString());
    CommandRun run = check(wide, wide);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void wrongUsage() {
    refused(CommandRun.of("check", good), 2, "two tables", "--every");
    refused(CommandRun.of("check", good, good, "--every", "1d"), 2, "--every", "one table");
    refused(
        CommandRun.of("check", good, "--every", "soon", "--baseline", "9rows"), 2, "soon", "1d");
    refused(
        CommandRun.of("check", good, "--every", "9999999999999w", "--baseline", "9rows"),
        2,
        "9999999999999w",
        "1d");
    refused(CommandRun.of("check", good, good, "--task", "guess"), 2, "--task", "guess");
    refused(
        CommandRun.of("check", good, "--every", "1d", "--baseline", "100rows"),
        2,
        "--time",
        "rows");
  }
}
