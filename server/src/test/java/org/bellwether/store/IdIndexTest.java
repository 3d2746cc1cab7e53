package org.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdIndexTest {

  @TempDir private Path folder = Path.of("");

  /** The vectors of the reference implementation: key 00…0f, input 00…0e and none. */
  @Test
  void hashesAsTheReferenceDoes() {
    SipHash hash = new SipHash(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f"));
    byte[] input = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e");

    assertThat(hash.of(input, 15)).isEqualTo(0xa129ca6149be45e5L);
    assertThat(hash.of(input, 0)).isEqualTo(0x726fdb47dd0e0e31L);
    assertThat(hash.of(input, 8)).isEqualTo(0x93f5f5799a932462L);
  }

  @Test
  void actsAsAMap() throws IOException {
    Random random = new Random(3);
    Map<Long, Long> expected = new HashMap<>();
    try (IdIndex index = IdIndex.open(folder, 0)) {
      for (int i = 0; i < 400_000; i++) {
        // Few shards and neighbouring slots, so that runs of taken slots are long.
        long key = (random.nextLong() & 0x8000000000000fffL) + random.nextInt(60_000);
        long value = random.nextLong() >>> 1;
        if (random.nextInt(3) == 0) {
          index.remove(key);
          expected.remove(key);
        } else {
          Long before = expected.putIfAbsent(key, value);
          assertThat(index.claim(key, value)).isEqualTo(before == null ? IdIndex.ABSENT : before);
        }
      }
      assertThat(index.size()).isEqualTo(expected.size());
      expected.forEach((key, value) -> assertThat(index.get(key)).isEqualTo(value));
    }
  }

  @Test
  void isKeptByAProperCloseAndEmptyAfterAnyOther() throws IOException {
    IdIndex index = IdIndex.open(folder, 0);
    index.claim(5, 7);
    index.claim(0, 9);
    index.close(100);

    IdIndex again = IdIndex.open(folder, 100);
    assertThat(again.complete()).isTrue();
    assertThat(again.get(5)).isEqualTo(7);
    assertThat(again.get(0)).isEqualTo(9);
    assertThat(again.size()).isEqualTo(2);
    again.close();

    IdIndex crashed = IdIndex.open(folder, 100);
    assertThat(crashed.complete()).isFalse();
    assertThat(crashed.get(5)).isEqualTo(IdIndex.ABSENT);
    crashed.close(100);
    try (IdIndex other = IdIndex.open(folder, 101)) {
      assertThat(other.complete()).isFalse();
    }
  }
}
