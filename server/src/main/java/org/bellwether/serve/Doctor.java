package org.bellwether.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.bellwether.settings.Settings;
import org.bellwether.store.AuditHead;
import org.bellwether.store.AuditLog;
import org.bellwether.store.Health;
import org.bellwether.store.Metadata;
import org.bellwether.store.MetadataException;

/** Looks at everything the service needs before it starts, or while it runs. */
public final class Doctor {

  private static final long LITTLE = 1L << 30;
  private static final long TOO_LITTLE = 100L << 20;

  /** No clock that is right shows an earlier time. */
  private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

  private final Settings settings;
  private final boolean running;
  private final InstantSource clock;

  /**
   * A look at what the settings name.
   *
   * @param running whether the service runs on the data folder, and holds port and database
   */
  public Doctor(Settings settings, boolean running, InstantSource clock) {
    this.settings = settings;
    this.running = running;
    this.clock = clock;
  }

  /** What was found, part by part. */
  public List<Health.Report> examine() {
    List<Health.Report> reports = new ArrayList<>();
    reports.add(folder());
    reports.add(disk());
    reports.add(clock());
    reports.add(port());
    reports.add(database());
    return reports;
  }

  private static Health.Report ok(String part, String message) {
    return new Health.Report(part, Health.State.OK, message);
  }

  private static Health.Report failed(String part, String message) {
    return new Health.Report(part, Health.State.FAILED, message);
  }

  private Health.Report folder() {
    Path folder = settings.data().toAbsolutePath();
    try {
      Files.createDirectories(folder);
      Path probe = Files.createTempFile(folder, "doctor", ".tmp");
      Files.delete(probe);
      return ok("folder", folder + " can be written");
    } catch (IOException e) {
      return failed(
          "folder",
          folder
              + " cannot be written ("
              + e
              + "): give it to the user of the service, or name another with --data");
    }
  }

  private Health.Report disk() {
    try {
      Path folder = settings.data().toAbsolutePath();
      while (!Files.exists(folder) && folder.getParent() != null) {
        folder = folder.getParent();
      }
      long free = Files.getFileStore(folder).getUsableSpace();
      String left = (free >> 20) + " MiB free in " + folder;
      if (free < TOO_LITTLE) {
        return failed("disk", left + ": events will be refused soon; free some space");
      }
      return free < LITTLE
          ? new Health.Report(
              "disk", Health.State.DEGRADED, left + ": free some space, or keep events shorter")
          : ok("disk", left);
    } catch (IOException e) {
      return failed("disk", "free space cannot be told: " + e);
    }
  }

  private Health.Report clock() {
    Instant now = clock.instant();
    return now.isBefore(BUILT)
        ? failed("clock", "shows " + now + ", which is past: set it, and keep it right by NTP")
        : ok("clock", "shows " + now);
  }

  private Health.Report port() {
    if (running) {
      return ok("port", "the service answers");
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(
          new InetSocketAddress(
              InetAddress.getByName(settings.server().address()), settings.port()));
      return ok("port", settings.port() + " is free");
    } catch (IOException e) {
      return failed(
          "port",
          settings.server().address()
              + ":"
              + settings.port()
              + " cannot be had ("
              + e.getMessage()
              + "): another process has it, or only root may; choose another with --port");
    }
  }

  private Health.Report database() {
    if (running) {
      return ok("database", "held by the running service; GET /health tells its state");
    }
    if (settings.database().url().isEmpty()
        && !Files.exists(settings.data().resolve("metadata.mv.db"))) {
      return ok("database", "none yet: the first start creates it in the data folder");
    }
    try (Metadata metadata = Metadata.open(settings)) {
      AuditHead head = new AuditHead(settings.data());
      return metadata.answers()
          ? latest(new AuditLog(metadata, head, clock))
          : failed("database", "does not answer");
    } catch (MetadataException e) {
      return failed("database", String.valueOf(e.getMessage()));
    }
  }

  /** A last change that lies ahead means that the clock was wrong then, or is now. */
  private Health.Report latest(AuditLog audit) {
    Instant ahead = clock.instant().plus(Duration.ofMinutes(5));
    return audit.before(Long.MAX_VALUE, 1).stream()
        .filter(last -> last.entry().time().isAfter(ahead))
        .findFirst()
        .map(last ->
            new Health.Report(
                "database",
                Health.State.DEGRADED,
                "the last change was at "
                    + last.entry().time()
                    + ", which lies ahead: is the clock right?"))
        .orElseGet(() -> ok("database", "answers and is up to date"));
  }
}
