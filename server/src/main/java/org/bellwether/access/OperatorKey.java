package org.bellwether.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellwether.store.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A secret of this run of the service, written to a file of the data folder that only its owner can
 * read: whoever can read the folder may command the service from the same machine.
 */
public final class OperatorKey implements AutoCloseable {

  private static final Caller OPERATOR =
      new Caller("operator", Map.of(Caller.EVERY_UNIT, Role.ADMIN), EnumSet.allOf(Scope.class));

  private final Path file;
  private final String secret = Secrets.next("bwo_");

  /** Where a running service is reached, and by which secret. */
  public record Control(int port, String secret) {}

  public OperatorKey(Path data) {
    file = file(data);
  }

  private static Path file(Path data) {
    return data.resolve("control.json");
  }

  /** Writes the file, once the port is known. */
  public void publish(int port) {
    Path fresh = file.resolveSibling("control.json.new");
    try {
      Files.deleteIfExists(fresh);
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Set<java.nio.file.attribute.PosixFilePermission> owner =
            PosixFilePermissions.fromString("rw-------");
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(owner));
      }
      Files.writeString(
          fresh,
          Json.of(new Control(port, secret)),
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** What a running service, or one that was killed, left in a data folder. */
  public static Optional<Control> read(Path data) {
    try {
      JsonNode json = JsonMapper.shared().readTree(Files.readString(file(data)));
      return Optional.of(new Control(json.path("port").asInt(), json.path("secret").asString()));
    } catch (IOException | tools.jackson.core.JacksonException e) {
      return Optional.empty();
    }
  }

  Optional<Caller> bearer(String offered, @Nullable String address) {
    return Secrets.hash(offered).equals(Secrets.hash(secret)) && isLocal(address)
        ? Optional.of(OPERATOR)
        : Optional.empty();
  }

  private static boolean isLocal(@Nullable String address) {
    try {
      return address != null && InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file, e);
    }
  }
}
