package org.bellwether.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Records in files, forced to the disk before {@link #append} returns. A position counts the bytes
 * ever written. A segment is a file named by the position of its first byte; it ends where the next
 * one begins, whatever a failed write left behind that. A record is its length and the CRC-32C of
 * length and content, 4 bytes each, little-endian, and the content. One thread writes; any may read
 * what has been written.
 */
final class EventLog implements AutoCloseable {

  private static final int HEADER = 8;
  private static final String SUFFIX = ".log";

  private final Path folder;
  private final long segmentBytes;
  private final TreeMap<Long, Path> segments = new TreeMap<>();
  private @Nullable FileChannel current;
  private volatile long end;

  /** Receives a record and the position behind it. */
  @FunctionalInterface
  interface Reader {
    void accept(byte[] content, long end) throws IOException;
  }

  private EventLog(Path folder, long segmentBytes) {
    this.folder = folder;
    this.segmentBytes = segmentBytes;
  }

  /**
   * Opens the log of a folder and cuts a torn last record off.
   *
   * @param start where a log without segments goes on
   * @throws IOException if a record before the last segment's end is damaged
   */
  static EventLog open(Path folder, long segmentBytes, long start) throws IOException {
    Files.createDirectories(folder);
    EventLog log = new EventLog(folder, segmentBytes);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        log.segments.put(Long.parseLong(name.substring(0, name.length() - SUFFIX.length())), file);
      }
    }
    log.end = start;
    if (!log.segments.isEmpty()) {
      long last = log.segments.lastKey();
      log.end = Long.MAX_VALUE;
      log.end = Math.max(start, log.readSegment(last, last, Long.MAX_VALUE, (content, end) -> {}));
      log.cut(last);
    }
    return log;
  }

  /** Moves what follows the last whole record into a file of its own: it may be evidence. */
  private void cut(long segment) throws IOException {
    Path file = segments.get(segment);
    long good = Math.max(0, end - segment);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (channel.size() > good) {
        Path torn = folder.resolve("torn-" + end);
        try (FileChannel to =
            FileChannel.open(torn, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          channel.transferTo(good, channel.size() - good, to);
        }
        channel.truncate(good);
        channel.force(true);
      }
    }
  }

  /** The position behind the last durable record. */
  long end() {
    return end;
  }

  /** Bytes that the log holds. */
  synchronized long bytes() {
    return segments.isEmpty() ? 0 : end - segments.firstKey();
  }

  /**
   * Writes records and forces them to the disk. When that fails nothing was appended, and the next
   * call begins a new segment: what a failed force left of the old one cannot be relied on.
   *
   * @return the position behind the last of them
   */
  long append(List<byte[]> records) throws IOException {
    long bytes = 0;
    ByteBuffer[] parts = new ByteBuffer[2 * records.size()];
    for (int i = 0; i < records.size(); i++) {
      byte[] content = records.get(i);
      parts[2 * i] = header(content);
      parts[2 * i + 1] = ByteBuffer.wrap(content);
      bytes += HEADER + content.length;
    }
    try {
      FileChannel channel = segment();
      long left = bytes;
      int first = 0;
      while (left > 0) {
        left -= channel.write(parts, first, Math.min(1024, parts.length - first));
        while (first < parts.length && !parts[first].hasRemaining()) {
          first++;
        }
      }
      channel.force(false);
    } catch (IOException e) {
      abandon();
      throw e;
    }
    long behind = end + bytes;
    end = behind;
    return behind;
  }

  private static ByteBuffer header(byte[] content) {
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    return header.putInt(content.length).putInt(checksum(content, content.length)).flip();
  }

  private static int checksum(byte[] content, int length) {
    CRC32C crc = new CRC32C();
    crc.update(length);
    crc.update(length >>> 8);
    crc.update(length >>> 16);
    crc.update(length >>> 24);
    crc.update(content, 0, length);
    return (int) crc.getValue();
  }

  /** The channel at the end of the log. */
  private synchronized FileChannel segment() throws IOException {
    FileChannel open = current;
    if (open != null && end - segments.lastKey() < segmentBytes) {
      return open;
    }
    if (open != null) {
      open.close();
      current = null;
    }
    Path file = folder.resolve("%019d".formatted(end) + SUFFIX);
    FileChannel fresh =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    try {
      forceFolder();
    } catch (IOException e) {
      fresh.close();
      throw e;
    }
    segments.put(end, file);
    current = fresh;
    return fresh;
  }

  /** The name of a new file lasts only once its folder was forced too. */
  private void forceFolder() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Begins a new segment, so that everything before it can be released as files. For the writing
   * thread.
   */
  void roll() throws IOException {
    synchronized (this) {
      if (current != null && end > segments.lastKey()) {
        current.close();
        current = null;
      }
    }
    segment();
  }

  /** Deletes what was cut off after crashes: nobody was ever told that it was kept. */
  void discardTorn() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "torn-*")) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  private synchronized void abandon() {
    FileChannel open = current;
    current = null;
    if (open != null) {
      try {
        open.truncate(end - segments.lastKey());
        open.close();
      } catch (IOException e) {
        // The next segment's name says where this one ends.
        return;
      }
    }
  }

  /**
   * Reads records in their order.
   *
   * @param from a position behind a record, or the beginning
   * @param limit stops behind the first record that makes it at least so many bytes
   * @return the position behind the last record read
   */
  long read(long from, long limit, Reader reader) throws IOException {
    long at = from;
    while (at < end && at - from < limit) {
      Map.Entry<Long, Path> segment = segmentOf(at);
      long next = readSegment(segment.getKey(), at, limit - (at - from), reader);
      if (next == at) {
        throw new IOException(
            "the log is damaged: no whole record at byte "
                + (at - segment.getKey())
                + " of "
                + segment.getValue());
      }
      at = next;
    }
    return at;
  }

  private synchronized Map.Entry<Long, Path> segmentOf(long position) throws IOException {
    Map.Entry<Long, Path> segment = segments.floorEntry(position);
    if (segment == null) {
      throw new IOException("the log in " + folder + " lacks its part from byte " + position);
    }
    return segment;
  }

  private synchronized long endOf(long segment) {
    Long next = segments.higherKey(segment);
    return next == null ? end : next;
  }

  private long readSegment(long segment, long from, long limit, Reader reader) throws IOException {
    long stop = endOf(segment);
    Path file;
    synchronized (this) {
      file = segments.get(segment);
    }
    if (file == null) {
      throw new IOException("the log in " + folder + " lacks its part from byte " + segment);
    }
    long at = from;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
      while (at < stop && at - from < limit) {
        header.clear();
        if (!fully(channel, header, at - segment)) {
          break;
        }
        int length = header.getInt();
        if (length <= 0 || at - segment + HEADER + length > channel.size()) {
          break;
        }
        ByteBuffer content = ByteBuffer.allocate(length);
        if (!fully(channel, content, at - segment + HEADER)
            || checksum(content.array(), length) != header.getInt()) {
          break;
        }
        at += HEADER + length;
        reader.accept(content.array(), at);
      }
    }
    return at;
  }

  private static boolean fully(FileChannel channel, ByteBuffer to, long from) throws IOException {
    long at = from;
    while (to.hasRemaining()) {
      int read = channel.read(to, at);
      if (read < 0) {
        return false;
      }
      at += read;
    }
    to.flip();
    return true;
  }

  /** Deletes the segments that lie wholly below a position; their records are kept elsewhere. */
  synchronized void release(long below) throws IOException {
    while (segments.size() > 1 && segments.higherKey(segments.firstKey()) <= below) {
      Files.deleteIfExists(segments.pollFirstEntry().getValue());
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
