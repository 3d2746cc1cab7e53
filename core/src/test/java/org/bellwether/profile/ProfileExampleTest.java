package org.bellwether.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Segment;
import org.bellwether.schema.Task;
import org.junit.jupiter.api.Test;

/** The snippet of docs/profile.md, compiled and run. */
class ProfileExampleTest {

  @Test
  void summariseATableInYourOwnService() {
    Random requests = new Random(1);

    // example
    Schema schema =
        Schema.of(
            Task.BINARY,
            ColumnSchema.of("income", ColumnType.NUMERIC, Role.FEATURE),
            ColumnSchema.of("region", ColumnType.CATEGORICAL, Role.SEGMENT),
            ColumnSchema.of("score", ColumnType.NUMERIC, Role.SCORE),
            ColumnSchema.of("paid", ColumnType.CATEGORICAL, Role.LABEL));

    // One profile a thread: accept what you serve.
    Profile one = Profile.create(schema, ProfileOptions.defaults());
    Profile two = Profile.create(schema, ProfileOptions.defaults());
    for (int i = 0; i < 500; i++) {
      one.accept(Map.of("income", 900 + i, "region", "north", "score", 0.7, "paid", 1));
      two.accept(Map.of("income", requests.nextInt(3000), "region", "south", "score", 0.2));
    }

    // Combine them, here or after sending the bytes to another process.
    Profile all = Profile.fromBytes(one.toBytes());
    all.combine(two);

    // Read it.
    ColumnSummary.Numeric income = (ColumnSummary.Numeric) all.whole().column("income");
    Slice north = all.slice(Segment.of("region", "north"));
    String json = all.toJson();
    // end of example

    assertThat(all.rows()).isEqualTo(1000);

    assertThat(Objects.requireNonNull(income).mean()).isBetween(900.0, 1700.0);

    assertThat(Objects.requireNonNull(north).rows()).isEqualTo(500);
    assertThat(json).startsWith("{\"rows\":1000,\"exact\":true");
  }

  @Test
  void theDocumentShowsThisExample() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/org/bellwether/profile/ProfileExampleTest.java"));
    int from = source.indexOf("// example\n") + "// example\n".length();
    String example = source.substring(from, source.indexOf("    // end of example"));
    assertThat(Files.readString(Path.of("../docs/profile.md")))
        .contains(example.stripTrailing().stripIndent());
  }
}
