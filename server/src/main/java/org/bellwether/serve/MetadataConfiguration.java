package org.bellwether.serve;

import java.time.Clock;
import java.time.InstantSource;
import org.bellwether.access.Accounts;
import org.bellwether.access.OperatorKey;
import org.bellwether.access.SetupLink;
import org.bellwether.access.Tokens;
import org.bellwether.registry.Model;
import org.bellwether.settings.Effective;
import org.bellwether.settings.Settings;
import org.bellwether.store.AuditHead;
import org.bellwether.store.AuditLog;
import org.bellwether.store.Health;
import org.bellwether.store.Metadata;
import org.bellwether.store.ModelTable;
import org.bellwether.store.RefusedLines;
import org.bellwether.store.SettingsSeen;
import org.bellwether.store.UnitTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is known of models, people and tokens. */
@Configuration(proxyBeanMethods = false)
public class MetadataConfiguration {

  @Bean
  InstantSource clock() {
    return Clock.systemUTC();
  }

  @Bean
  Metadata metadata(Settings settings) {
    return Metadata.open(settings);
  }

  @Bean
  AuditLog auditLog(Metadata metadata, Settings settings, InstantSource clock) {
    return new AuditLog(metadata, new AuditHead(settings.data()), clock);
  }

  @Bean
  SettingsSeen settingsSeen(Metadata metadata, AuditLog audit, Settings settings) {
    SettingsSeen seen = new SettingsSeen(metadata, audit);
    seen.record(Effective.of(settings));
    return seen;
  }

  @Bean
  UnitTable units(Metadata metadata, AuditLog audit, InstantSource clock) {
    UnitTable units = new UnitTable(metadata, audit);
    units.create(Model.DEFAULT_UNIT, "service", clock.instant());
    return units;
  }

  @Bean
  RefusedLines refusedLines(Metadata metadata) {
    return new RefusedLines(metadata);
  }

  @Bean
  ModelTable catalog(Metadata metadata, AuditLog audit) {
    return new ModelTable(metadata, audit);
  }

  @Bean
  Tokens tokens(Metadata metadata, AuditLog audit, UnitTable units, InstantSource clock) {
    return new Tokens(metadata, audit, units, clock);
  }

  @Bean
  Accounts accounts(
      Metadata metadata, AuditLog audit, UnitTable units, InstantSource clock, Settings settings) {
    return new Accounts(metadata, audit, units, clock, settings.access().passwordLength());
  }

  @Bean
  SetupLink setupLink(Metadata metadata, Accounts accounts, InstantSource clock) {
    return new SetupLink(metadata, accounts, clock);
  }

  @Bean
  OperatorKey operatorKey(Settings settings) {
    return new OperatorKey(settings.data());
  }

  @Bean
  Health databaseHealth(Metadata metadata) {
    return () ->
        metadata.answers()
            ? new Health.Report("database", Health.State.OK, "")
            : new Health.Report(
                "database",
                Health.State.FAILED,
                "The metadata database does not answer; ./bellwether doctor says more.");
  }
}
