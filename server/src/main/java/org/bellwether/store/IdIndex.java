package org.bellwether.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A map from 64-bit keys to a moment each, in memory-mapped files: which events are there, and when
 * they happened. It is as of its last {@link #close}; after any other end it starts empty and is to
 * be filled again. Safe for use by many threads.
 */
final class IdIndex implements AutoCloseable {

  /** What {@link #get} says of a key that is not there. */
  static final long ABSENT = Long.MIN_VALUE;

  /** What is kept of a prediction that was erased: it stays known, so that it stays out. */
  static final long ERASED = Long.MIN_VALUE + 1;

  private static final int SHARDS = 64;
  private static final int VERSION = 1;

  private final Path folder;
  private final IdShard[] shards = new IdShard[SHARDS];
  private final boolean complete;

  private IdIndex(Path folder, boolean complete) {
    this.folder = folder;
    this.complete = complete;
  }

  /**
   * Opens the index of a folder.
   *
   * @param position of the log that the index must be as of; otherwise it starts empty
   */
  static IdIndex open(Path folder, long position) throws IOException {
    Files.createDirectories(folder);
    long[] counts = counts(folder, position);
    // From here on the files are ahead of the marker, so a crash must not find it.
    Files.deleteIfExists(marker(folder));
    if (counts.length == 0) {
      try (DirectoryStream<Path> old = Files.newDirectoryStream(folder)) {
        for (Path file : old) {
          Files.delete(file);
        }
      }
    }
    IdIndex index = new IdIndex(folder, counts.length > 0);
    for (int i = 0; i < SHARDS; i++) {
      Path file = folder.resolve("shard-%02d".formatted(i));
      index.shards[i] = IdShard.open(file, index.complete ? counts[i] : 0);
    }
    return index;
  }

  private static Path marker(Path folder) {
    return folder.resolve("complete");
  }

  private static long[] counts(Path folder, long position) throws IOException {
    try {
      ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(marker(folder)));
      if (in.remaining() != 4 + 8 + 8 * SHARDS
          || in.getInt() != VERSION
          || in.getLong() != position) {
        return new long[0];
      }
      long[] counts = new long[SHARDS];
      in.asLongBuffer().get(counts);
      return counts;
    } catch (NoSuchFileException e) {
      return new long[0];
    }
  }

  /** Whether it holds what it held when it was closed, and need not be filled again. */
  boolean complete() {
    return complete;
  }

  private IdShard shard(long key) {
    return shards[(int) (key >>> 58)];
  }

  /**
   * Adds a key that is not there.
   *
   * @return {@link #ABSENT} if it was not, otherwise what is kept of it, unchanged
   * @throws IOException if the files cannot grow
   */
  long claim(long key, long value) throws IOException {
    return shard(key).claim(key, value);
  }

  /** Adds a key or changes what is kept of it. */
  void put(long key, long value) throws IOException {
    shard(key).put(key, value);
  }

  long get(long key) {
    return shard(key).get(key);
  }

  void remove(long key) {
    shard(key).remove(key);
  }

  long size() {
    long size = 0;
    for (IdShard shard : shards) {
      size += shard.count();
    }
    return size;
  }

  /** Closes the files, to be opened again at the given position of the log. */
  void close(long position) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(4 + 8 + 8 * SHARDS).putInt(VERSION).putLong(position);
    for (IdShard shard : shards) {
      out.putLong(shard.count());
      shard.force();
    }
    close();
    try (FileChannel file =
        FileChannel.open(
            marker(folder),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      file.write(out.flip());
      file.force(true);
    }
  }

  /** Closes the files; the next opening starts empty. */
  @Override
  public void close() {
    for (IdShard shard : shards) {
      shard.close();
    }
  }
}
