package org.bellwether.watch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.bellwether.event.Micros;
import org.bellwether.profile.Profile;
import org.jspecify.annotations.Nullable;

/**
 * Profiles of windows as files, a folder a version and day. What is missing or damaged is made from
 * the events again, so nothing here has to be forced to the disk or backed up.
 */
final class ProfileFiles {

  /** Longest match that the compression looks back for: what it can use of a plan. */
  private static final int DICTIONARY = 32 << 10;

  private static final String PLAN = "plan-";

  private final Path folder;

  ProfileFiles(Path folder) {
    this.folder = folder;
  }

  private Path series(long series) {
    return folder.resolve(Long.toString(series));
  }

  private Path window(long series, Instant start) {
    return series(series)
        .resolve(LocalDate.ofInstant(start, ZoneOffset.UTC).toString())
        .resolve(Long.toString(Micros.of(start)));
  }

  /** Keeps a plan. */
  void keep(long series, WatchPlan plan) throws IOException {
    write(series(series).resolve(PLAN + plan.number()), plan.toBytes());
  }

  /** A plan by its number; {@code null} where it is not kept. */
  @Nullable WatchPlan plan(long series, int number) {
    try {
      return WatchPlan.fromBytes(Files.readAllBytes(series(series).resolve(PLAN + number)));
    } catch (IOException e) {
      return null;
    }
  }

  /** The latest plan; {@code null} without any. */
  @Nullable WatchPlan latest(long series) {
    try {
      int number = latestPlan(series);
      return number == 0 ? null : plan(series, number);
    } catch (IOException e) {
      return null;
    }
  }

  /** The number of the latest plan, 0 without any. */
  int latestPlan(long series) throws IOException {
    try (Stream<Path> files = Files.list(series(series))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(name -> name.startsWith(PLAN) && !name.endsWith(".part"))
          .mapToInt(name -> Integer.parseInt(name.substring(PLAN.length())))
          .max()
          .orElse(0);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** Keeps the profile of a window in the place of an earlier one. */
  void keep(long series, WatchPlan plan, Instant start, Profile profile) throws IOException {
    keep(window(series, start), plan, profile);
  }

  private Path pool(long series, String stratum) {
    return series(series).resolve("pool-" + stratum.replace(' ', '-'));
  }

  /** Keeps the pooled windows of a stratum. */
  void keepPool(long series, WatchPlan plan, String stratum, Profile pooled) throws IOException {
    keep(pool(series, stratum), plan, pooled);
  }

  /** The pooled windows of a stratum; {@code null} where there are none of this plan. */
  @Nullable Profile pool(long series, WatchPlan plan, String stratum) {
    return find(pool(series, stratum), plan);
  }

  private static void keep(Path file, WatchPlan plan, Profile profile) throws IOException {
    byte[] content = profile.toBytes();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setDictionary(dictionary(plan));
      deflater.setInput(content);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 4 + 64);
      out.writeBytes(ByteBuffer.allocate(8).putInt(plan.number()).putInt(content.length).array());
      byte[] part = new byte[1 << 16];
      while (!deflater.finished()) {
        out.write(part, 0, deflater.deflate(part));
      }
      write(file, out.toByteArray());
    } finally {
      deflater.end();
    }
  }

  /** The profile of a window; {@code null} where there is none of this plan. */
  @Nullable Profile find(long series, WatchPlan plan, Instant start) {
    return find(window(series, start), plan);
  }

  private static @Nullable Profile find(Path file, WatchPlan plan) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      return null;
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (bytes.length < 8 || header.getInt() != plan.number()) {
      return null;
    }
    Inflater inflater = new Inflater();
    try {
      byte[] content = new byte[header.getInt()];
      inflater.setInput(bytes, 8, bytes.length - 8);
      int n = inflater.inflate(content);
      if (n == 0 && inflater.needsDictionary()) {
        inflater.setDictionary(dictionary(plan));
      }
      while (n < content.length && !inflater.finished()) {
        int more = inflater.inflate(content, n, content.length - n);
        if (more == 0) {
          return null;
        }
        n += more;
      }
      return Profile.fromBytes(content);
    } catch (DataFormatException | IllegalArgumentException | NegativeArraySizeException e) {
      return null;
    } finally {
      inflater.end();
    }
  }

  private static byte[] dictionary(WatchPlan plan) {
    byte[] empty = plan.empty().toBytes();
    int from = Math.max(0, empty.length - DICTIONARY);
    return java.util.Arrays.copyOfRange(empty, from, empty.length);
  }

  /** Deletes the profiles of days before a moment's. */
  void forgetBefore(long series, Instant moment) throws IOException {
    String first = LocalDate.ofInstant(moment, ZoneOffset.UTC).toString();
    List<Path> old;
    try (Stream<Path> days = Files.list(series(series))) {
      old =
          days.filter(Files::isDirectory)
              .filter(day -> day.getFileName().toString().compareTo(first) < 0)
              .toList();
    } catch (NoSuchFileException e) {
      return;
    }
    for (Path day : old) {
      List<Path> files;
      try (Stream<Path> windows = Files.list(day)) {
        files = windows.toList();
      }
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(day);
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.write(part, bytes);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
