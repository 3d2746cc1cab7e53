package org.bellwether.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.bellwether.http.ArrivalsController;
import org.bellwether.http.EventsController;
import org.bellwether.http.PredictionController;
import org.bellwether.http.ProfileController;
import org.bellwether.http.TableUpload;
import org.bellwether.ingest.Body;
import org.bellwether.ingest.EventReader;
import org.bellwether.ingest.Ingest;
import org.bellwether.ingest.Limits;
import org.bellwether.ingest.RefusalLog;
import org.bellwether.ingest.TableIngest;
import org.bellwether.registry.Catalog;
import org.bellwether.settings.Settings;
import org.bellwether.store.DuckDbEventStore;
import org.bellwether.store.Health;
import org.bellwether.store.RefusedLines;
import org.bellwether.store.Secret;
import org.bellwether.store.StoreHealth;
import org.bellwether.store.StoreOptions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The log: from a request to durable events and back. */
@Configuration(proxyBeanMethods = false)
@Import({
  EventsController.class,
  PredictionController.class,
  ProfileController.class,
  ArrivalsController.class
})
public class LogConfiguration {

  /** Bodies that may be in memory at a time, in multiples of the largest. */
  private static final int BODIES = 4;

  /** How long the rows of a table wait for a store that is busy. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Bean
  DuckDbEventStore eventStore(Settings settings, InstantSource clock) throws IOException {
    return DuckDbEventStore.open(folder(settings), StoreOptions.defaults(), clock);
  }

  static Path folder(Settings settings) {
    return settings.data().toAbsolutePath().normalize().resolve("events");
  }

  @Bean
  Health logHealth(DuckDbEventStore store) {
    return () -> {
      StoreHealth health = store.health();
      String problem = health.problem();
      if (problem == null) {
        return new Health.Report("log", Health.State.OK, "");
      }
      return new Health.Report(
          "log",
          health.refusing() ? Health.State.FAILED : Health.State.DEGRADED,
          problem + " (since " + health.since() + ")");
    };
  }

  @Bean
  Ingest ingest(
      Settings settings,
      DuckDbEventStore store,
      Catalog catalog,
      RefusedLines refused,
      InstantSource clock)
      throws IOException {
    byte[] key = Secret.of(folder(settings).resolve("privacy.key"), 32);
    RefusalLog refusals = new RefusalLog(refused, catalog, clock);
    return new Ingest(
        store,
        catalog,
        key,
        refusals::keep,
        settings.ingest().autoRegister(),
        clock,
        settings.keep().days());
  }

  @Bean
  Limits limits() {
    return Limits.defaults();
  }

  @Bean
  EventReader eventReader(Limits limits) {
    return new EventReader(limits);
  }

  @Bean
  TableUpload tableUpload(Settings settings, Ingest ingest, EventReader reader) {
    return new TableUpload(
        settings.data().toAbsolutePath().normalize().resolve("uploads"),
        (long) settings.ingest().tableSize() << 20,
        new TableIngest(ingest, reader, PATIENCE));
  }

  @Bean
  Body body(Limits limits) {
    return new Body(limits, (long) BODIES * limits.bodyBytes());
  }
}
