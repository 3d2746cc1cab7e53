package org.bellwether.profile;

import java.util.function.Consumer;

/**
 * Where a profile puts rows that do not fit its memory budget, to read them again when it is asked
 * for its figures. Adapters write a temporary file.
 */
public interface Spool extends AutoCloseable {

  /** Keeps the batch. Its arrays belong to the caller, who changes them afterwards. */
  void write(ColumnBatch batch);

  /**
   * Gives back every batch in the order of writing. Arrays may be reused between calls of the
   * consumer. Dictionaries of categories are those of the batches written.
   */
  void replay(Consumer<ColumnBatch> consumer);

  @Override
  void close();

  /** Opens spools: one a profile that outgrows its budget. */
  @FunctionalInterface
  interface Factory {
    Spool open();
  }
}
