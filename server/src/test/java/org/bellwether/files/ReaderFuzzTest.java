package org.bellwether.files;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bellwether.profile.Profile;
import org.bellwether.profile.ProfileOptions;

/**
 * Whatever a file holds, reading it ends with a profile or with one of our two exceptions. Runs the
 * corpus in the resources as a regression test; with {@code JAZZER_FUZZ=1} it searches for more.
 */
class ReaderFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void tables(byte[] content) throws IOException {
    Path file = Files.createTempFile("fuzz", ".table");
    try (DuckDb duckDb = DuckDb.open()) {
      Files.write(file, content);
      for (ReadOptions.OnBadRow what : ReadOptions.OnBadRow.values()) {
        try {
          TableReader reader =
              TableReader.open(file.toString(), duckDb, ReadOptions.defaults().withOnBadRow(what));
          reader.read(schema -> Profile.create(schema, ProfileOptions.defaults())::accept);
        } catch (UnreadableTableException | WrongSettingException refused) {
          requireSentence(String.valueOf(refused.getMessage()));
        }
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @FuzzTest(maxDuration = "1m")
  void schemas(byte[] content) throws IOException {
    Path file = Files.createTempFile("fuzz", ".yaml");
    try {
      Files.write(file, content);
      SchemaYaml.read(file);
      YamlNode.parse("fuzz", new StringReader(new String(content, StandardCharsets.UTF_8)));
    } catch (UnreadableTableException | WrongSettingException refused) {
      requireSentence(String.valueOf(refused.getMessage()));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void requireSentence(String message) {
    if (message.equals("null") || message.isBlank() || message.contains("\tat ")) {
      throw new AssertionError("no sentence for the user: " + message);
    }
  }
}
