package org.bellwether.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * One part of an {@link IdIndex}: a hash table of 16-byte entries in a mapped file, open addressing
 * with linear probing. Key 0 marks a free slot and stands for key 1.
 */
final class IdShard implements AutoCloseable {

  private static final long FIRST_SLOTS = 1024;
  private static final int ENTRY = 16;
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 16);

  private final Path file;
  private Arena arena;
  private MemorySegment table;
  private long mask;
  private long count;

  private IdShard(Path file, Arena arena, MemorySegment table, long count) {
    this.file = file;
    this.arena = arena;
    this.table = table;
    this.mask = table.byteSize() / ENTRY - 1;
    this.count = count;
  }

  static IdShard open(Path file, long count) throws IOException {
    if (!Files.exists(file)) {
      fill(file, FIRST_SLOTS);
    }
    Arena arena = Arena.ofShared();
    return new IdShard(file, arena, map(file, arena), count);
  }

  private static MemorySegment map(Path file, Arena arena) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size(), arena);
    }
  }

  /** Writes every byte: a hole in a mapped file would end the process when the disk is full. */
  private static void fill(Path file, long slots) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      long left = slots * ENTRY;
      while (left > 0) {
        ByteBuffer zeros = ZEROS.duplicate().clear();
        zeros.limit((int) Math.min(zeros.capacity(), left));
        left -= channel.write(zeros);
      }
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private long keyAt(long slot) {
    return table.get(ValueLayout.JAVA_LONG, slot * ENTRY);
  }

  private long valueAt(long slot) {
    return table.get(ValueLayout.JAVA_LONG, slot * ENTRY + 8);
  }

  private void set(long slot, long key, long value) {
    table.set(ValueLayout.JAVA_LONG, slot * ENTRY, key);
    table.set(ValueLayout.JAVA_LONG, slot * ENTRY + 8, value);
  }

  private static long own(long key) {
    return key == 0 ? 1 : key;
  }

  /** The slot of the key, or the free one where it belongs. */
  private long slot(long key) {
    long slot = key & mask;
    for (long at = keyAt(slot); at != 0 && at != key; at = keyAt(slot)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  synchronized long claim(long anyKey, long value) throws IOException {
    long key = own(anyKey);
    long slot = slot(key);
    if (keyAt(slot) == key) {
      return valueAt(slot);
    }
    if ((count + 1) * 4 > (mask + 1) * 3) {
      grow();
      slot = slot(key);
    }
    set(slot, key, value);
    count++;
    return IdIndex.ABSENT;
  }

  synchronized void put(long anyKey, long value) throws IOException {
    if (claim(anyKey, value) != IdIndex.ABSENT) {
      long key = own(anyKey);
      set(slot(key), key, value);
    }
  }

  synchronized long get(long anyKey) {
    long key = own(anyKey);
    long slot = slot(key);
    return keyAt(slot) == key ? valueAt(slot) : IdIndex.ABSENT;
  }

  /** Takes a key out and moves what came after it closer to where it belongs. */
  synchronized void remove(long anyKey) {
    long free = slot(own(anyKey));
    if (keyAt(free) == 0) {
      return;
    }
    count--;
    long slot = free;
    while (true) {
      slot = slot + 1 & mask;
      long key = keyAt(slot);
      if (key == 0) {
        break;
      }
      long home = key & mask;
      if ((slot - home & mask) >= (slot - free & mask)) {
        set(free, key, valueAt(slot));
        free = slot;
      }
    }
    set(free, 0, 0);
  }

  private void grow() throws IOException {
    Path larger = file.resolveSibling(file.getFileName() + ".new");
    fill(larger, 2 * (mask + 1));
    Arena newArena = Arena.ofShared();
    MemorySegment old = table;
    try {
      table = map(larger, newArena);
      Files.move(larger, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      table = old;
      newArena.close();
      throw e;
    }
    mask = table.byteSize() / ENTRY - 1;
    for (long at = 0; at < old.byteSize(); at += ENTRY) {
      long key = old.get(ValueLayout.JAVA_LONG, at);
      if (key != 0) {
        set(slot(key), key, old.get(ValueLayout.JAVA_LONG, at + 8));
      }
    }
    arena.close();
    arena = newArena;
  }

  synchronized long count() {
    return count;
  }

  synchronized void force() {
    table.force();
  }

  @Override
  public synchronized void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
