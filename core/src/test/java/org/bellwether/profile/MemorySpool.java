package org.bellwether.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** A spool that a test can look into. */
final class MemorySpool implements Spool {

  private final List<byte[]> blocks = new ArrayList<>();
  private boolean closed;

  @Override
  public void write(byte[] bytes, int length) {
    blocks.add(Arrays.copyOf(bytes, length));
  }

  @Override
  public void replay(Consumer<byte[]> consumer) {
    blocks.forEach(consumer);
  }

  @Override
  public void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }
}
