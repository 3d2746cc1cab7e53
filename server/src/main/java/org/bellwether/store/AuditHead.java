package org.bellwether.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.bellwether.evidence.AuditChain;
import org.jspecify.annotations.Nullable;

/**
 * The head of the audit log, kept in a file of the data folder, outside the database: entries that
 * are cut off at the end of the table show only against it.
 */
public final class AuditHead {

  private final Path file;

  public AuditHead(Path data) {
    file = data.resolve("audit.head");
  }

  void keep(AuditChain.Head head) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(fresh, format(head) + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the head of the audit log in " + file, e);
    }
  }

  /** The head that was kept last, {@code null} where none was. */
  public AuditChain.@Nullable Head kept() {
    try {
      return parse(Files.readString(file).strip());
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the head of the audit log in " + file, e);
    }
  }

  /** A head as one word, such as {@code 12:e612e0…}. */
  public static String format(AuditChain.Head head) {
    return head.size() + ":" + head.link();
  }

  /**
   * Reads what {@link #format} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static AuditChain.Head parse(String text) {
    if (!text.matches("\\d{1,18}:[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "'" + text + "' is no head of an audit log: must be a number, ':' and 64 hex digits");
    }
    int colon = text.indexOf(':');
    return new AuditChain.Head(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
  }
}
