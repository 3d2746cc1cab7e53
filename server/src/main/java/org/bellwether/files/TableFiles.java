package org.bellwether.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Finds the files that a table's name means, and what is in them. */
final class TableFiles {

  /** What a file holds. */
  enum Format {
    CSV,
    PARQUET,
    NDJSON
  }

  /**
   * One file.
   *
   * @param path where it is
   * @param name what the user called it
   * @param format what it holds
   * @param gzip whether it is compressed
   * @param head the first bytes, decompressed
   * @param complete whether the head is the whole file
   */
  record TableFile(
      Path path, String name, Format format, boolean gzip, byte[] head, boolean complete) {}

  private static final int HEAD = 1 << 20;

  private TableFiles() {}

  /**
   * Files of a table.
   *
   * @param name a path, several joined with commas, a glob, or {@code -} for standard input
   */
  static List<TableFile> find(String name, DuckDb duckDb) {
    List<TableFile> files = new ArrayList<>();
    if (name.equals("-")) {
      files.add(describe(spool(System.in, duckDb), "standard input"));
      return files;
    }
    for (Path path : paths(name)) {
      files.add(describe(path, path.toString()));
    }
    return files;
  }

  /** A file that must be Parquet. */
  static TableFile parquet(Path path, String name) {
    TableFile file = describe(path, name);
    if (file.format() != Format.PARQUET) {
      throw new UnreadableTableException(name + ": this is not a Parquet file (magic bytes PAR1).");
    }
    return file;
  }

  private static List<Path> paths(String name) {
    Path whole = path(name);
    if (Files.exists(whole)) {
      return List.of(whole);
    }
    List<Path> all = new ArrayList<>();
    for (String part : name.split(",", -1)) {
      Path one = path(part);
      if (Files.exists(one)) {
        all.add(one);
      } else if (part.contains("*") || part.contains("?") || part.contains("[")) {
        all.addAll(glob(part));
      } else {
        throw new UnreadableTableException(
            part + ": there is no such file. Check the spelling and the folder.");
      }
    }
    return all;
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new UnreadableTableException("'" + name + "' is not a file name", e);
    }
  }

  private static List<Path> glob(String pattern) {
    int wild = indexOfWildcard(pattern);
    int slash = pattern.lastIndexOf('/', wild);
    Path folder = Path.of(slash < 0 ? "." : slash == 0 ? "/" : pattern.substring(0, slash));
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    try (Stream<Path> found = Files.walk(folder)) {
      List<Path> files =
          found
              .map(p -> slash < 0 ? Path.of(".").relativize(p) : p)
              .filter(p -> matcher.matches(p) && Files.isRegularFile(p))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new UnreadableTableException(pattern + ": no file matches this pattern.");
      }
      return files;
    } catch (IOException | UncheckedIOException e) {
      throw new UnreadableTableException(
          pattern + ": the folder " + folder + " cannot be listed: " + e.getMessage(), e);
    }
  }

  private static int indexOfWildcard(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      if ("*?[{".indexOf(pattern.charAt(i)) >= 0) {
        return i;
      }
    }
    return pattern.length();
  }

  /** DuckDB reads no pipe: standard input goes to a file first. */
  private static Path spool(InputStream in, DuckDb duckDb) {
    try {
      Path file = Files.createTempFile(duckDb.temporary(), "stdin", ".table");
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UnreadableTableException(
          "standard input cannot be kept in " + duckDb.temporary() + ": " + e.getMessage(), e);
    }
  }

  private static TableFile describe(Path path, String name) {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new UnreadableTableException(
          name + " is a folder. Name its files, such as '" + name + "/*.csv'.");
    }
    try {
      byte[] raw = head(Files.newInputStream(path), 4);
      boolean gzip = raw.length >= 2 && raw[0] == 0x1f && raw[1] == (byte) 0x8b;
      byte[] head;
      try (InputStream in = open(path, gzip)) {
        head = in.readNBytes(HEAD);
      }
      if (head.length == 0) {
        throw new UnreadableTableException(
            name + ": the file is empty. A table needs a header row and at least one row of data.");
      }
      return new TableFile(path, name, format(name, head), gzip, head, head.length < HEAD);
    } catch (IOException e) {
      throw new UnreadableTableException(name + " cannot be read: " + reason(e, path), e);
    }
  }

  /** The file as it was before compression. */
  static InputStream open(Path path, boolean gzip) throws IOException {
    InputStream in = Files.newInputStream(path);
    return gzip ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private static byte[] head(InputStream in, int bytes) throws IOException {
    try (in) {
      return in.readNBytes(bytes);
    }
  }

  private static String reason(IOException e, Path path) {
    if (e instanceof java.io.EOFException || e instanceof java.util.zip.ZipException) {
      return "the gzip data are cut off or damaged (" + e.getMessage() + "). Copy the file again.";
    }
    if (e instanceof java.nio.file.AccessDeniedException || !Files.isReadable(path)) {
      return "permission denied. Make it readable for this user.";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static Format format(String name, byte[] head) {
    if (startsWith(head, "PAR1")) {
      return Format.PARQUET;
    }
    if (startsWith(head, "PK\u0003\u0004") || startsWith(head, "ARROW1")) {
      throw new UnreadableTableException(
          name + ": this is a workbook or an archive. Export the table as CSV or Parquet.");
    }
    if (name.toLowerCase(Locale.ROOT).endsWith(".parquet")) {
      throw new UnreadableTableException(
          name
              + ": the name says Parquet, the content does not begin like it (magic bytes PAR1)."
              + " The file may be damaged: write it again.");
    }
    int first = firstVisible(head);
    if (first >= 0 && head[first] == '{') {
      return Format.NDJSON;
    }
    return Format.CSV;
  }

  private static int firstVisible(byte[] head) {
    int i = head.length >= 3 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb ? 3 : 0;
    while (i < head.length && Character.isWhitespace(head[i])) {
      i++;
    }
    return i < head.length ? i : -1;
  }

  private static boolean startsWith(byte[] bytes, String magic) {
    if (bytes.length < magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if (bytes[i] != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
