package org.bellwether.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.bellwether.files.WrongSettingException;

/** Files that appear whole or not at all. */
final class OutputFile {

  private OutputFile() {}

  /** Writes text to a file, or to the screen for {@code -}. */
  static void write(String target, String text, PrintWriter out) {
    if (target.equals("-")) {
      out.print(text);
      if (!text.endsWith("\n")) {
        out.println();
      }
      out.flush();
    } else {
      write(Path.of(target), text.getBytes(StandardCharsets.UTF_8));
    }
  }

  static void write(Path target, byte[] content) {
    Path whole = target.toAbsolutePath();
    Path folder = whole.getParent();
    Path part =
        whole.resolveSibling("." + whole.getFileName() + "." + ProcessHandle.current().pid());
    try {
      if (folder != null && !Files.isDirectory(folder)) {
        throw new WrongSettingException(
            target + " cannot be written: there is no folder " + folder + ". Make it first.");
      }
      // A run that is interrupted here leaves no half of a file behind.
      part.toFile().deleteOnExit();
      Files.write(part, content);
      try {
        Files.move(
            part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new WrongSettingException(target + " cannot be written: " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof java.nio.file.AccessDeniedException) {
      return "permission denied. Choose another folder.";
    }
    return String.valueOf(e.getMessage());
  }
}
