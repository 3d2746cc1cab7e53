package org.bellwether.files;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bellwether.profile.Spool;

/** Keeps blocks of rows in a temporary file that is removed at the end. */
public final class FileSpool implements Spool {

  private static final int BUFFER = 1 << 20;

  private final Path path;
  private final DataOutputStream out;
  private long blocks;

  private FileSpool(Path path) throws IOException {
    this.path = path;
    this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path), BUFFER));
  }

  /** A spool in the system's folder for temporary files. */
  public static FileSpool open() {
    try {
      Path path = Files.createTempFile("bellwether", ".spool");
      path.toFile().deleteOnExit();
      return new FileSpool(path);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no temporary file can be made in " + System.getProperty("java.io.tmpdir"), e);
    }
  }

  @Override
  public void write(byte[] bytes, int length) {
    try {
      out.writeInt(length);
      out.write(bytes, 0, length);
      blocks++;
    } catch (IOException e) {
      throw new UncheckedIOException("the temporary file " + path + " cannot be written", e);
    }
  }

  @Override
  public void replay(Consumer<byte[]> consumer) {
    try {
      out.flush();
      try (DataInputStream in =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER))) {
        for (long i = 0; i < blocks; i++) {
          int length = in.readInt();
          byte[] bytes = in.readNBytes(length);
          if (bytes.length < length) {
            throw new EOFException("cut off");
          }
          consumer.accept(bytes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the temporary file " + path + " cannot be read", e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("the temporary file " + path + " cannot be removed", e);
    }
  }
}
