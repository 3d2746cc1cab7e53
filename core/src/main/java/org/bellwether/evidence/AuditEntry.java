package org.bellwether.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One change that somebody made. It must hold no secret.
 *
 * @param sequence from 1, without gaps
 * @param time to the microsecond
 * @param actor who, such as {@code user:ann} or {@code token:ci}
 * @param action what was done, such as {@code token.create}
 * @param object what it was done to
 * @param before the object as JSON, {@code null} where there was none
 * @param after the object as JSON, {@code null} where there is none any more
 */
public record AuditEntry(
    long sequence,
    Instant time,
    String actor,
    String action,
    String object,
    @Nullable String before,
    @Nullable String after) {

  private static final byte ENTRY = 2;

  public AuditEntry {
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence must be at least 1, and is " + sequence);
    }
    time = time.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * The entry as bytes that are the same for equal entries and different for different ones:
   * sequence, seconds and nanoseconds, then each text as its length in bytes (-1 for none) and its
   * UTF-8 bytes; all numbers big-endian.
   */
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    out.writeBytes(
        ByteBuffer.allocate(20)
            .putLong(sequence)
            .putLong(time.getEpochSecond())
            .putInt(time.getNano())
            .array());
    text(out, actor);
    text(out, action);
    text(out, object);
    text(out, before);
    text(out, after);
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, @Nullable String text) {
    byte[] utf8 = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(ByteBuffer.allocate(4).putInt(text == null ? -1 : utf8.length).array());
    out.writeBytes(utf8);
  }

  /**
   * The entry's link of the chain: SHA-256 of one byte 2, the previous link and {@link #bytes}. The
   * byte keeps links apart from leaves (0) and nodes (1) of a Merkle tree.
   *
   * @param previous link of the entry before, {@link AuditChain#start} for the first
   */
  public byte[] link(byte[] previous) {
    return Sha256.of(ENTRY, previous, bytes());
  }
}
