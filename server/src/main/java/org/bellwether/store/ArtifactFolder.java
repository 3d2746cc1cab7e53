package org.bellwether.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bellwether.registry.RegistryException;

/**
 * Files that runs logged, as a tree of folders. A path has parts joined by {@code /}; one that
 * would lead out of the folder is refused. A file appears whole or not at all.
 */
public final class ArtifactFolder {

  /** Folder within the data folder. */
  public static final String NAME = "artifacts";

  /** Longest path, in bytes of UTF-8; longest part as file systems have it. */
  private static final int MOST_BYTES = 1_000;

  private static final int MOST_PART_BYTES = 250;

  /** Most files of one folder in one answer. */
  public static final int MOST_LISTED = 10_000;

  private static final long KEPT_FREE = 100L << 20;

  /** Bytes between two looks at the free space. */
  private static final long CHECKED = 16L << 20;

  private final Path root;
  private final Path arriving;
  private final long limit;

  /**
   * Artifacts in a data folder.
   *
   * @param limit largest file, in bytes
   */
  public ArtifactFolder(Path data, long limit) throws IOException {
    root = data.toAbsolutePath().normalize().resolve(NAME);
    arriving = root.resolve(".arriving");
    this.limit = limit;
    if (Files.isDirectory(arriving)) {
      try (DirectoryStream<Path> torn = Files.newDirectoryStream(arriving)) {
        for (Path file : torn) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(arriving);
  }

  /** A file or folder; {@code bytes} of a folder is 0. */
  public record Item(String path, boolean folder, long bytes) {}

  /** What was stored, with its SHA-256 in hexadecimal. */
  public record Stored(String path, long bytes, String sha256) {}

  /** A file that is larger than the service takes. */
  public static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    TooLargeException(String message) {
      super(message);
    }
  }

  /** The disk has no room for a file. */
  public static final class NoRoomException extends IOException {
    private static final long serialVersionUID = 1;

    NoRoomException(String message) {
      super(message);
    }
  }

  /**
   * A path as it is kept.
   *
   * @throws RegistryException if it leads out of the folder or cannot be a file's
   */
  public static String plain(String path) {
    String plain = path.replaceAll("^/+|/+$", "");
    if (plain.isEmpty()) {
      return plain;
    }
    if (plain.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw RegistryException.invalid("the path of an artifact may have " + MOST_BYTES + " bytes");
    }
    for (String part : plain.split("/", -1)) {
      boolean wrong =
          part.isEmpty()
              || part.startsWith(".arriving")
              || part.equals(".")
              || part.equals("..")
              || part.getBytes(StandardCharsets.UTF_8).length > MOST_PART_BYTES
              || part.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '\\');
      if (wrong) {
        throw RegistryException.invalid(
            "'"
                + path
                + "' cannot be the path of an artifact: its parts are names of 1 to "
                + MOST_PART_BYTES
                + " bytes, none of them . or .., without \\ and control characters");
      }
    }
    return plain;
  }

  private Path resolve(String path) throws IOException {
    Path file = root.resolve(plain(path)).normalize();
    if (!file.startsWith(root)) {
      throw RegistryException.invalid("'" + path + "' leads out of the artifacts");
    }
    // Nothing here makes links; one that somebody put there is not followed out of the folder.
    Path at = root;
    for (Path part : root.relativize(file)) {
      at = at.resolve(part);
      if (Files.isSymbolicLink(at)) {
        throw RegistryException.invalid("'" + path + "' leads through a link and is not served");
      }
    }
    return file;
  }

  /** Whether a file below the folder is whole, and so part of a backup. */
  static boolean isKept(Path root, Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && !file.startsWith(root.resolve(".arriving"));
  }

  /** The file at a path. */
  public Optional<Path> file(String path) throws IOException {
    Path file = resolve(path);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(file)
        : Optional.empty();
  }

  /**
   * Files and folders right below a path, in order of their names; empty where there is nothing.
   *
   * @throws RegistryException if there are more than {@link #MOST_LISTED}
   */
  public List<Item> list(String path) throws IOException {
    Path folder = resolve(path);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    List<Item> items = new ArrayList<>();
    try (DirectoryStream<Path> below = Files.newDirectoryStream(folder)) {
      for (Path one : below) {
        BasicFileAttributes known =
            Files.readAttributes(one, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (items.size() == MOST_LISTED) {
          throw RegistryException.invalid(
              "'" + path + "' holds more than " + MOST_LISTED + " files: ask for a folder in it");
        }
        if (!one.equals(arriving)) {
          items.add(
              new Item(
                  one.getFileName().toString(),
                  known.isDirectory(),
                  known.isDirectory() ? 0 : known.size()));
        }
      }
    }
    items.sort(Comparator.comparing(Item::path));
    return items;
  }

  /**
   * Stores a file, in place of one that is there.
   *
   * @param length bytes to come, negative where it is not known
   * @throws TooLargeException if it is too large; nothing of it is kept
   * @throws NoRoomException if the disk is full; nothing of it is kept
   */
  public Stored put(String path, InputStream in, long length) throws IOException {
    Path file = resolve(path);
    if (file.equals(root)) {
      throw RegistryException.invalid("an artifact needs a path");
    }
    requireFits(path, length);
    if (length > Files.getFileStore(root).getUsableSpace() - KEPT_FREE) {
      throw noRoom(path);
    }
    Path torn = arriving.resolve(UUID.randomUUID().toString());
    try {
      MessageDigest digest = sha256();
      long bytes = copy(path, in, torn, digest);
      Files.createDirectories(file.getParent());
      if (Files.isDirectory(file)) {
        throw RegistryException.invalid("'" + path + "' is a folder already");
      }
      Files.move(torn, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return new Stored(plain(path), bytes, HexFormat.of().formatHex(digest.digest()));
    } catch (FileAlreadyExistsException | NotDirectoryException e) {
      throw RegistryException.invalid(
          "a part of '" + path + "' is a file already, and cannot be a folder too");
    } finally {
      Files.deleteIfExists(torn);
    }
  }

  private long copy(String path, InputStream in, Path to, MessageDigest digest) throws IOException {
    long bytes = 0;
    byte[] buffer = new byte[64 * 1024];
    try (FileChannel out =
        FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
        if (bytes > limit || bytes / CHECKED > (bytes - read) / CHECKED) {
          requireFits(path, bytes);
        }
        digest.update(buffer, 0, read);
        java.nio.ByteBuffer chunk = java.nio.ByteBuffer.wrap(buffer, 0, read);
        while (chunk.hasRemaining()) {
          out.write(chunk);
        }
      }
      out.force(true);
    }
    return bytes;
  }

  private void requireFits(String path, long bytes) throws IOException {
    if (bytes > limit) {
      throw new TooLargeException(
          "'"
              + path
              + "' is larger than "
              + (limit >> 20)
              + " MiB: keep it elsewhere and register its address, or raise registry.artifact-mib");
    }
    if (Files.getFileStore(root).getUsableSpace() < KEPT_FREE) {
      throw noRoom(path);
    }
  }

  private static NoRoomException noRoom(String path) {
    return new NoRoomException(
        "the disk has no room for '" + path + "': free some space, then send it again");
  }

  /** Deletes a file, or a folder with all that is in it. */
  public boolean delete(String path) throws IOException {
    Path file = resolve(path);
    if (file.equals(root) || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    List<Path> all;
    try (var walk = Files.walk(file)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.delete(one);
    }
    return true;
  }

  /**
   * The beginning of a file as text.
   *
   * @param most bytes that are read
   */
  public Optional<String> text(String path, int most) throws IOException {
    Optional<Path> file = file(path);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file.get())) {
      return Optional.of(new String(in.readNBytes(most), StandardCharsets.UTF_8));
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
