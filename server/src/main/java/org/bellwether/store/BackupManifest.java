package org.bellwether.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a backup consists of; written last, so that a folder without it is no backup.
 *
 * @param format of the backup
 * @param made when the copy began: everything that was acknowledged before is in it
 * @param erasure latest erasure that its files are without, 0 for none
 * @param files by path in the folder, with {@code /}
 */
record BackupManifest(int format, Instant made, long erasure, Map<String, Content> files) {

  static final String FILE = "backup.json";
  private static final int FORMAT = 1;

  /** Length and SHA-256 of a file. */
  record Content(long bytes, String sha256) {}

  /** Describes the files that a folder holds, and writes it there. */
  static BackupManifest write(Path folder, Instant made, long erasure) throws IOException {
    Map<String, Content> files = new TreeMap<>();
    for (Path file : files(folder)) {
      force(file);
      files.put(name(folder, file), content(file));
    }
    BackupManifest manifest = new BackupManifest(FORMAT, made, erasure, files);
    Path fresh = folder.resolve(FILE + ".new");
    Files.writeString(
        fresh, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(manifest));
    force(fresh);
    Files.move(
        fresh,
        folder.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    return manifest;
  }

  /**
   * Reads what a folder says of itself.
   *
   * @throws IOException if it is no backup that this release can read
   */
  static BackupManifest read(Path folder) throws IOException {
    try {
      BackupManifest manifest =
          JsonMapper.shared()
              .readValue(Files.readString(folder.resolve(FILE)), BackupManifest.class);
      if (manifest.format() != FORMAT) {
        throw new IOException(
            folder
                + " was written by a later release (format "
                + manifest.format()
                + "): use that");
      }
      return manifest;
    } catch (NoSuchFileException e) {
      throw new IOException(
          folder + " is no backup, or one that was not finished: it has no " + FILE, e);
    } catch (JacksonException e) {
      throw new IOException(folder.resolve(FILE) + " is damaged: " + e.getOriginalMessage(), e);
    }
  }

  /** What is wrong with the files of a folder; nothing if it is whole. */
  List<String> problems(Path folder) throws IOException {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, Content> entry : files.entrySet()) {
      Path file = folder.resolve(entry.getKey()).normalize();
      if (!file.startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
        problems.add(entry.getKey() + " is missing");
      } else if (Files.size(file) != entry.getValue().bytes()) {
        problems.add(
            "%s has %d bytes and must have %d"
                .formatted(entry.getKey(), Files.size(file), entry.getValue().bytes()));
      } else if (!content(file).equals(entry.getValue())) {
        problems.add(entry.getKey() + " is not what was written: its SHA-256 differs");
      }
    }
    return problems;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !name(folder, file).startsWith(FILE))
          .toList();
    } catch (UncheckedIOException e) {
      throw new IOException(folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static Content content(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      long bytes = 0;
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          bytes += n;
        }
      }
      return new Content(bytes, HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java lacks SHA-256", e);
    }
  }
}
