package org.bellwether.profile;

import java.util.function.Consumer;

/**
 * Where a profile puts rows that do not fit its memory budget, until it is read for the first time.
 * Adapters write a temporary file.
 */
public interface Spool extends AutoCloseable {

  /**
   * Keeps a block of bytes.
   *
   * @param bytes from index 0; the array is reused afterwards
   * @param length how many
   */
  void write(byte[] bytes, int length);

  /** Gives back every block, each in an array of its own length, in the order of writing. */
  void replay(Consumer<byte[]> consumer);

  /** Forgets the blocks. */
  @Override
  void close();

  /** Opens spools: one for a profile that outgrows its budget. */
  @FunctionalInterface
  interface Factory {
    Spool open();
  }
}
