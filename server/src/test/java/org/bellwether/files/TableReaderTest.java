package org.bellwether.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.profile.ColumnVector;
import org.bellwether.profile.Profile;
import org.bellwether.profile.ProfileOptions;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same rows give the same profile, whatever the format they come in. */
class TableReaderTest {

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

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static Profile profile(TableReader reader) {
    List<Profile> profiles = new ArrayList<>();
    reader.read(schema -> {
      profiles.add(Profile.create(schema, ProfileOptions.defaults()));
      return profiles.get(profiles.size() - 1)::accept;
    });
    return profiles.get(profiles.size() - 1);
  }

  private static ColumnSummary column(Profile profile, String name) {
    return Objects.requireNonNull(profile.whole().column(name), name);
  }

  private static TableReader reader(Path path) {
    return TableReader.open(path.toString(), duckDb, ReadOptions.defaults());
  }

  private static ColumnType type(TableReader reader, String column) {
    return reader.schema().column(column).orElseThrow().type();
  }

  private static Roles roles(Role role, String column) {
    return new Roles(List.of(new Roles.Named(role, column, "--flag")), List.of(), null, null, null);
  }

  private static String csv(char delimiter) {
    StringBuilder csv = new StringBuilder("amount,city,opened,good,note\n".replace(',', delimiter));
    for (int i = 0; i < 200; i++) {
      String city = i % 3 == 0 ? "\"Rome" + delimiter + " It\"" : i % 3 == 1 ? "Oslo" : "";
      csv.append(i % 50 == 7 ? "" : String.valueOf(i % 37 * 1.5)).append(delimiter);
      csv.append(city)
          .append(delimiter)
          .append("2026-01-")
          .append(String.format("%02d", i % 28 + 1));
      csv.append(delimiter).append(i % 2 == 0).append(delimiter);
      csv.append("customer ")
          .append(i)
          .append(" said that the parcel number ")
          .append(i * 7)
          .append(" is late\n");
    }
    return csv.toString();
  }

  private static void requireExpected(TableReader reader, Profile profile) {
    assertThat(type(reader, "amount")).isEqualTo(ColumnType.NUMERIC);
    assertThat(type(reader, "city")).isEqualTo(ColumnType.CATEGORICAL);
    assertThat(type(reader, "opened")).isEqualTo(ColumnType.TIMESTAMP);
    assertThat(type(reader, "good")).isEqualTo(ColumnType.BOOLEAN);
    assertThat(type(reader, "note")).isEqualTo(ColumnType.TEXT);
    assertThat(profile.rows()).isEqualTo(200);
    ColumnSummary amount = column(profile, "amount");
    assertThat(amount).isInstanceOf(ColumnSummary.Numeric.class);
    assertThat(amount.missing()).isEqualTo(4);
    assertThat(((ColumnSummary.Numeric) amount).max()).isEqualTo(54);
    ColumnSummary city = column(profile, "city");
    assertThat(((ColumnSummary.Categorical) city).counts().get("Oslo")).isEqualTo(67);
    assertThat(city.missing()).isEqualTo(66);
    ColumnSummary opened = column(profile, "opened");
    assertThat(((ColumnSummary.Timestamp) opened).minMicros()).isEqualTo(1767225600000000L);
  }

  @Test
  void csvWithEveryDelimiter() throws IOException {
    for (char delimiter : new char[] {',', ';', '\t', '|'}) {
      TableReader reader = reader(write("table" + (int) delimiter + ".txt", csv(delimiter)));
      requireExpected(reader, profile(reader));
    }
  }

  @Test
  void csvWithByteOrderMarkCarriageReturnsAndGzip() throws IOException {
    Path path = folder.resolve("table.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write(("\ufeff" + csv(',').replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8));
    }
    TableReader reader = reader(path);
    requireExpected(reader, profile(reader));
  }

  @Test
  void parquetAndNdjsonGiveTheSameProfile() throws IOException, SQLException {
    Path csv = write("table.csv", csv(','));
    Path parquet = folder.resolve("table.parquet");
    Path ndjson = folder.resolve("table.ndjson");
    String from = " FROM read_csv(" + DuckDb.literal(csv.toString()) + ")) TO ";
    duckDb.execute(
        "COPY (SELECT *" + from + DuckDb.literal(parquet.toString()) + " (FORMAT parquet)");
    duckDb.execute("COPY (SELECT *" + from + DuckDb.literal(ndjson.toString()) + " (FORMAT json)");
    for (Path path : List.of(parquet, ndjson)) {
      TableReader reader = reader(path);
      requireExpected(reader, profile(reader));
    }
  }

  @Test
  void severalFilesAreOneTableByName() throws IOException {
    write("part-1.csv", "a,b\n1,x\n2,y\n");
    write("part-2.csv", "c,b,a\n5,x,3\n6,y,4\n");
    TableReader reader = reader(folder.resolve("part-*.csv"));
    Profile profile = profile(reader);
    assertThat(profile.rows()).isEqualTo(4);
    assertThat(column(profile, "a").missing()).isZero();
    assertThat(column(profile, "c").missing()).isEqualTo(2);
    assertThat(((ColumnSummary.Numeric) column(profile, "a")).max()).isEqualTo(4);
  }

  @Test
  void nestedObjectsAndVectorsOfNdjson() throws IOException {
    TableReader reader =
        reader(
            write(
                "nested.ndjson",
                "{\"user\":{\"age\":41,\"home\":{\"city\":\"Oslo\"}},\"v\":[0.5,1.5]}\n".repeat(30)
                    + "{\"user\":{\"age\":42,\"home\":{\"city\":\"Rome\"}},\"v\":[1,2]}\n"
                        .repeat(30)));
    assertThat(type(reader, "user.age")).isEqualTo(ColumnType.NUMERIC);
    assertThat(type(reader, "user.home.city")).isEqualTo(ColumnType.CATEGORICAL);
    assertThat(type(reader, "v")).isEqualTo(ColumnType.EMBEDDING);
    ColumnSummary v = column(profile(reader), "v");
    assertThat(((ColumnSummary.Embedding) v).mean()).containsExactly(0.75, 1.75);
  }

  @Test
  void datesInOtherNotations() throws IOException {
    for (String date :
        List.of("31/12/2026", "12/31/2026", "31.12.2026", "31-Dec-2026", "2026-12-31T00:00:00Z")) {
      TableReader reader = reader(write("dates.csv", "d,x\n" + (date + ",1\n").repeat(25)));
      ColumnSummary d = column(profile(reader), "d");
      assertThat(d).as(date).isInstanceOf(ColumnSummary.Timestamp.class);
      assertThat(((ColumnSummary.Timestamp) d).maxMicros()).as(date).isEqualTo(1798675200000000L);
    }
  }

  @Test
  void timeInSecondsSince1970() throws IOException {
    Path path = write("epoch.csv", "t,x\n1767225600,1\n1767225601,2\n1767225609,3\n");
    TableReader reader =
        TableReader.open(
            path.toString(), duckDb, ReadOptions.defaults().withRoles(roles(Role.TIME, "t")));
    List<Long> moments = new ArrayList<>();
    reader.read(schema ->
        batch -> {
          ColumnVector.Timestamp t = (ColumnVector.Timestamp) batch.columns().get(0);
          for (int i = 0; i < batch.rows(); i++) {
            moments.add(t.epochMicros()[i]);
          }
        });
    assertThat(moments).startsWith(1767225600000000L, 1767225601000000L);
  }

  @Test
  void labelsAreNormalisedAndThePositiveOneIsFound() throws IOException {
    Path path = write("labels.csv", "x,label\n" + "0.5,1.0\n0.7,0\n0.9,1\n".repeat(20));
    TableReader reader =
        TableReader.open(
            path.toString(), duckDb, ReadOptions.defaults().withRoles(roles(Role.LABEL, "label")));
    Schema schema = reader.schema();
    assertThat(schema.task()).isEqualTo(Task.BINARY);
    assertThat(schema.positiveLabel()).isEqualTo("1");
    ColumnSummary label = column(profile(reader), "label");
    assertThat(((ColumnSummary.Categorical) label).counts())
        .containsEntry("1", 40L)
        .containsEntry("0", 20L);
  }

  @Test
  void wordsForMissingNumbersAndLeadingZeros() throws IOException {
    Path path = write("words.csv", "n,zip\n" + "1.5,00123\nNA,10115\n?,04109\n".repeat(20));
    TableReader reader = reader(path);
    assertThat(type(reader, "n")).isEqualTo(ColumnType.NUMERIC);
    assertThat(type(reader, "zip")).isEqualTo(ColumnType.CATEGORICAL);
    assertThat(column(profile(reader), "n").missing()).isEqualTo(40);
  }

  @Test
  void headerlessFileAndRepeatedNames() throws IOException {
    assertThat(reader(write("numbers.csv", "1.5,2\n3,4\n")).schema().columns())
        .extracting(c -> c.name())
        .containsExactly("column1", "column2");
    assertThat(reader(write("twice.csv", "a,a,\n1,2,3\n")).schema().columns())
        .extracting(c -> c.name())
        .containsExactly("a", "a_2", "column3");
  }

  @Test
  void schemaFileSurvivesWritingAndReading() throws IOException {
    TableReader reader =
        TableReader.open(
            write("table.csv", csv(',')).toString(),
            duckDb,
            ReadOptions.defaults().withRoles(roles(Role.LABEL, "good")));
    Path yaml = write("schema.yaml", SchemaYaml.write(reader.schema()));
    DeclaredSchema declared = SchemaYaml.read(yaml);
    assertThat(declared.columns()).hasSameSizeAs(reader.schema().columns());
    TableReader again =
        TableReader.open(
            folder.resolve("table.csv").toString(),
            duckDb,
            ReadOptions.defaults().withDeclared(declared));
    assertThat(again.schema()).isEqualTo(reader.schema());
    assertThat(again.schema().column("good").orElseThrow().roles()).isEqualTo(Set.of(Role.LABEL));
  }

  @Test
  void vectorsOfDifferentLengthsAreRefused() throws IOException {
    TableReader reader =
        reader(write("v.ndjson", "{\"v\":[1,2]}\n".repeat(5) + "{\"v\":[1,2,3]}\n"));
    assertThatThrownBy(() -> profile(reader))
        .isInstanceOf(UnreadableTableException.class)
        .hasMessageContainingAll("v.ndjson, line 6, column 'v'", "3 numbers", "2");
  }

  @Test
  void spoolGivesBackWhatWasWritten() throws IOException {
    TableReader reader = reader(write("table.csv", csv(',')));
    Profile kept = profile(reader);
    Profile spilled =
        Profile.create(
            reader.schema(),
            ProfileOptions.defaults().withExactBudgetBytes(0).withSpool(FileSpool::open));
    reader.read(schema -> spilled::accept);
    assertThat(spilled.rows()).isEqualTo(kept.rows());
    assertThat(column(spilled, "city")).isEqualTo(column(kept, "city"));
    assertThat(column(spilled, "amount").missing()).isEqualTo(4);
  }
}
