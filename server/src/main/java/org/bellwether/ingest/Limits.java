package org.bellwether.ingest;

/**
 * How much one request may bring.
 *
 * @param bodyBytes bytes of a body, after decompression
 * @param batchEvents events of a body
 * @param fieldCharacters characters of one text
 */
public record Limits(int bodyBytes, int batchEvents, int fieldCharacters) {

  public Limits {
    if (bodyBytes < 1 || batchEvents < 1 || fieldCharacters < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  /** 16 MiB, 50,000 events, 1 million characters. */
  public static Limits defaults() {
    return new Limits(16 << 20, 50_000, 1_000_000);
  }
}
