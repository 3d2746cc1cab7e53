package org.bellwether.serve;

import java.io.IOException;
import java.time.InstantSource;
import org.bellwether.http.KeepController;
import org.bellwether.registry.Catalog;
import org.bellwether.settings.Settings;
import org.bellwether.store.AuditLog;
import org.bellwether.store.Backups;
import org.bellwether.store.DuckDbEventStore;
import org.bellwether.store.Erasures;
import org.bellwether.store.Housekeeping;
import org.bellwether.store.Metadata;
import org.bellwether.store.Retention;
import org.bellwether.store.SubjectHash;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** How long events are kept. */
@Configuration(proxyBeanMethods = false)
@Import(KeepController.class)
public class KeepConfiguration {

  @Bean
  Retention retention(
      Catalog catalog,
      AuditLog audit,
      DuckDbEventStore store,
      Settings settings,
      InstantSource clock) {
    return new Retention(catalog, audit, store.upkeep(), settings.keep().days(), clock);
  }

  @Bean
  Backups backups(
      Settings settings,
      Metadata metadata,
      AuditLog audit,
      DuckDbEventStore store,
      InstantSource clock) {
    return new Backups(settings.data(), metadata, audit, store.upkeep(), clock);
  }

  @Bean
  Erasures erasures(
      Settings settings,
      Metadata metadata,
      AuditLog audit,
      DuckDbEventStore store,
      Backups backups,
      InstantSource clock)
      throws IOException {
    SubjectHash hash = SubjectHash.in(LogConfiguration.folder(settings));
    return new Erasures(metadata, audit, store.upkeep(), backups, hash, clock);
  }

  @Bean
  Housekeeping housekeeping(
      Settings settings,
      Retention retention,
      Erasures erasures,
      DuckDbEventStore store,
      InstantSource clock) {
    return new Housekeeping(retention, erasures, store.upkeep(), settings.keep().hour(), clock);
  }
}
