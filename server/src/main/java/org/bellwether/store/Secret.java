package org.bellwether.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;

/** Random keys in files that only their owner may read. */
public final class Secret {

  private Secret() {}

  /** The key in a file, which is made when it is not there. */
  public static byte[] of(Path file, int length) throws IOException {
    try {
      byte[] key = Files.readAllBytes(file);
      if (key.length != length) {
        throw new IOException(
            file + " must hold " + length + " bytes and holds " + key.length + ": restore it");
      }
      return key;
    } catch (NoSuchFileException e) {
      return make(file, length);
    }
  }

  private static byte[] make(Path file, int length) throws IOException {
    byte[] key = new byte[length];
    new SecureRandom().nextBytes(key);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    FileAttribute<?>[] owner =
        Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (FileChannel channel =
        FileChannel.open(
            fresh, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
      channel.write(ByteBuffer.wrap(key));
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    return key;
  }
}
