package org.bellwether.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableGeneratorTest {

  private static byte[] table(long rows, long seed, double drift) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TableGenerator(seed, drift).writeCsv(rows, out);
    return out.toByteArray();
  }

  /** The digests are those of the tables that docs/benchmarks.md was measured on. */
  @ParameterizedTest
  @CsvSource({
    "1000, 11, 0, 00725e0cf9c536c989aa493519cbafc1a906d4b4964d356ace47308f37cf7354",
    "1000, 12, 1, bc79b9b9dbf42e9fc5e6a69e9433e67d2d719a0faec44166a50b7a538c0a36d6",
    "30000, 12, 1, 05b2260744555b8ca8b23c206673ff82c49e0d5574ec35101f7a71dcbabb7c64",
  })
  void writesTheSameBytesEverywhere(long rows, long seed, double drift, String sha256)
      throws IOException, NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(table(rows, seed, drift));

    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(sha256);
  }

  @Test
  void writesAHeaderAndOneLineARow() throws IOException {
    String text = new String(table(3, 11, 0), StandardCharsets.US_ASCII);

    assertThat(text.lines()).hasSize(4).allMatch(line -> line.split(",", -1).length == 23);
    assertThat(text).startsWith("n0,n1,n2").contains("c5,score,label,ts\n");
  }
}
