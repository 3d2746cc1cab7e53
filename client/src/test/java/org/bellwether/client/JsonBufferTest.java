package org.bellwether.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Expected texts are what Python's json.dumps(value, ensure_ascii=False) writes. */
class JsonBufferTest {

  private static String json(@Nullable Object value) {
    JsonBuffer out = new JsonBuffer(1, 1 << 20);
    out.value(value);
    return new String(out.toByteArray(), StandardCharsets.UTF_8);
  }

  @Test
  void writesValues() {
    assertThat(json(null)).isEqualTo("null");
    assertThat(json(true)).isEqualTo("true");
    assertThat(json(-7)).isEqualTo("-7");
    assertThat(json(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
    assertThat(json(12.0)).isEqualTo("12");
    assertThat(json(0.1f)).isEqualTo("0.1");
    assertThat(json(1200.5)).isEqualTo("1200.5");
    assertThat(json(new BigDecimal("0.25"))).isEqualTo("0.25");
    assertThat(json('x')).isEqualTo("\"x\"");
    assertThat(json(TimeUnit.DAYS)).isEqualTo("\"DAYS\"");
    assertThat(json("a\"b\\c\n\t\r\u0001/é日😀\u007f"))
        .isEqualTo("\"a\\\"b\\\\c\\n\\t\\r\\u0001/é日😀\u007f\"".replace("\u007f", "\\u007f"));
    assertThatThrownBy(() -> json(Double.NaN)).hasMessage("must be finite, not NaN");
    assertThatThrownBy(() -> json(new int[0])).hasMessageContaining("must be a number");
  }

  @Test
  void doublesReadBackAsTheyWere() {
    long seed = 11;
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertThat(Double.parseDouble(json(value))).as("seed %s", seed).isEqualTo(value);
      }
    }
    assertThat(json(1e15)).isEqualTo("1.0E15");
    assertThat(json(-0.0)).isEqualTo("-0.0");
  }

  @Test
  void textsAreValidUtf8WhateverTheyHold() {
    long seed = 12;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      char[] chars = new char[random.nextInt(40)];
      for (int k = 0; k < chars.length; k++) {
        chars[k] =
            (char) (random.nextInt(4) == 0 ? 0xD700 + random.nextInt(0xA00) : random.nextInt(300));
      }
      JsonBuffer out = new JsonBuffer(1 + random.nextInt(8), 1 << 20);
      out.text(new String(chars));
      String read = new String(out.toByteArray(), StandardCharsets.UTF_8);
      assertThat(read.getBytes(StandardCharsets.UTF_8)).isEqualTo(out.toByteArray());
      assertThat(unescape(read)).as("seed %s", seed).isEqualTo(withoutLoneSurrogates(chars));
    }
  }

  private static String withoutLoneSurrogates(char[] chars) {
    StringBuilder text = new StringBuilder();
    new String(chars)
        .codePoints()
        .map(point -> point >= 0xD800 && point < 0xE000 ? 0xFFFD : point)
        .forEach(text::appendCodePoint);
    return text.toString();
  }

  private static String unescape(String json) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < json.length() - 1; i++) {
      char c = json.charAt(i);
      assertThat(c).isGreaterThanOrEqualTo(' ');
      if (c != '\\') {
        text.append(c);
        continue;
      }
      switch (json.charAt(++i)) {
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'u' -> {
          text.append((char) Integer.parseInt(json.substring(i + 1, i + 5), 16));
          i += 4;
        }
        default -> text.append(json.charAt(i));
      }
    }
    return text.toString();
  }

  @Test
  void stopsAtItsLimit() {
    for (int limit = 1; limit < 60; limit++) {
      JsonBuffer out = new JsonBuffer(16, limit);
      JsonObject object = new JsonObject(out);
      object.field("text", "äöü\n".repeat(5));
      object.number("number", 12.5);
      object.end();
      assertThat(out.size()).isLessThanOrEqualTo(limit);
      assertThat(out.overflowed()).isTrue();
    }
  }
}
