package org.bellwether.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.bellwether.settings.Settings;
import org.bellwether.store.AuditHead;
import org.bellwether.store.AuditLog;
import org.bellwether.store.Backups;
import org.bellwether.store.DuckDbEventStore;
import org.bellwether.store.Erasures;
import org.bellwether.store.Metadata;
import org.bellwether.store.StoreOptions;
import org.bellwether.store.SubjectHash;

/** What a data folder keeps, opened by a command while no service runs on it. */
final class StoppedService implements AutoCloseable {

  static final String ACTOR = "operator";

  private final Metadata metadata;
  private final DuckDbEventStore store;
  private final Backups backups;
  private final Erasures erasures;

  private StoppedService(Settings settings) throws IOException {
    Path events = settings.data().toAbsolutePath().normalize().resolve("events");
    if (!Files.isDirectory(events)) {
      throw new IOException(
          settings.data() + " holds nothing of a service: name its folder with --data");
    }
    Clock clock = Clock.systemUTC();
    metadata = Metadata.open(settings);
    try {
      store = DuckDbEventStore.open(events, StoreOptions.defaults(), clock);
      AuditLog audit = new AuditLog(metadata, new AuditHead(settings.data()), clock);
      backups = new Backups(settings.data(), metadata, audit, store.upkeep(), clock);
      erasures =
          new Erasures(metadata, audit, store.upkeep(), backups, SubjectHash.in(events), clock);
    } catch (IOException | RuntimeException e) {
      metadata.close();
      throw e;
    }
  }

  static StoppedService of(Settings settings) throws IOException {
    return new StoppedService(settings);
  }

  DuckDbEventStore store() {
    return store;
  }

  Metadata metadata() {
    return metadata;
  }

  Backups backups() {
    return backups;
  }

  Erasures erasures() {
    return erasures;
  }

  @Override
  public void close() {
    store.close();
    metadata.close();
  }
}
