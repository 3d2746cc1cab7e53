package org.bellwether.files;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.bellwether.profile.Profile;
import org.bellwether.profile.ProfileOptions;
import org.junit.jupiter.api.AfterAll;

/**
 * Whatever a file holds, reading it ends with a profile or with one of our two exceptions. Runs the
 * corpus in the resources as a regression test; with {@code JAZZER_FUZZ=1} it searches for more.
 */
class ReaderFuzzTest {

  private static final DuckDb DUCK_DB = DuckDb.open();

  @AfterAll
  static void closeDuckDb() {
    DUCK_DB.close();
  }

  @FuzzTest(maxDuration = "1m")
  void tables(byte[] content) throws IOException {
    Path file = Files.createTempFile("fuzz", ".table");
    try {
      Files.write(file, content);
      for (ReadOptions.OnBadRow what : ReadOptions.OnBadRow.values()) {
        try {
          TableReader reader =
              TableReader.open(file.toString(), DUCK_DB, ReadOptions.defaults().withOnBadRow(what));
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

  /** The checksum is made right first: it would hide the reader behind it. */
  @FuzzTest(maxDuration = "1m")
  void profiles(byte[] content) {
    byte[] bytes = content.clone();
    if (bytes.length >= 20) {
      CRC32 crc = new CRC32();
      crc.update(bytes, 12, bytes.length - 20);
      ByteBuffer.wrap(bytes)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(8, bytes.length)
          .putLong(bytes.length - 8, crc.getValue());
    }
    try {
      Profile.fromBytes(bytes);
    } catch (IllegalArgumentException refused) {
      requireSentence(String.valueOf(refused.getMessage()));
    }
  }

  private static void requireSentence(String message) {
    if (message.equals("null") || message.isBlank() || message.contains("\n\tat ")) {
      throw new AssertionError("no sentence for the user: " + message);
    }
  }
}
