package org.bellwether.store;

/**
 * The bounds of an event store.
 *
 * @param queueBytes bytes of events that may wait for the disk, and again for the tables
 * @param logBytes bytes of events that may wait in the log for the tables, at least twice a segment
 * @param segmentBytes size at which a file of the log is followed by the next
 * @param reserveBytes free bytes of the disk below which events are refused
 * @param databaseMemory most memory that DuckDB takes, such as {@code 512MB}
 * @param applyMillis longest time in milliseconds from an answer to the tables when nobody reads
 */
public record StoreOptions(
    long queueBytes,
    long logBytes,
    long segmentBytes,
    long reserveBytes,
    String databaseMemory,
    long applyMillis) {

  private static final long MIB = 1L << 20;

  public StoreOptions {
    if (queueBytes < 1 || segmentBytes < 1 || logBytes < 2 * segmentBytes || reserveBytes < 0) {
      throw new IllegalArgumentException(
          "queueBytes and segmentBytes must be positive, logBytes at least twice segmentBytes");
    }
  }

  public static StoreOptions defaults() {
    return new StoreOptions(32 * MIB, 4096 * MIB, 64 * MIB, 64 * MIB, "512MB", 200);
  }
}
