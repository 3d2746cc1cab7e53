package org.bellwether.serve;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.bellwether.http.WatchController;
import org.bellwether.settings.Settings;
import org.bellwether.store.AuditLog;
import org.bellwether.store.DuckDbEventStore;
import org.bellwether.store.Health;
import org.bellwether.store.Metadata;
import org.bellwether.watch.KpiTable;
import org.bellwether.watch.MonitorTable;
import org.bellwether.watch.TrainingTable;
import org.bellwether.watch.Watch;
import org.bellwether.watch.WindowListener;
import org.bellwether.watch.WindowTable;
import org.bellwether.watch.Windows;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Watches models; whoever wants to hear of judged windows is a {@link WindowListener}. */
@Configuration(proxyBeanMethods = false)
@Import(WatchController.class)
public class WatchConfiguration {

  /** How old a window may be at a start to be shown as the health of its version. */
  private static final Duration SHOWN = Duration.ofDays(40);

  private static Path folder(Settings settings) {
    return settings.data().toAbsolutePath().normalize().resolve("watch");
  }

  @Bean
  WindowTable windowTable(Metadata metadata) {
    return new WindowTable(metadata);
  }

  @Bean
  MonitorTable monitorTable(Metadata metadata, AuditLog audit, InstantSource clock) {
    return new MonitorTable(metadata, audit, clock);
  }

  @Bean
  TrainingTable trainingTable(
      Metadata metadata, AuditLog audit, WindowTable windows, InstantSource clock) {
    return new TrainingTable(metadata, audit, windows, clock);
  }

  @Bean
  KpiTable kpiTable(Metadata metadata, DuckDbEventStore store, InstantSource clock) {
    return new KpiTable(metadata, store.touched(), clock);
  }

  @Bean
  Windows windows(WindowTable table, TrainingTable training, Settings settings) {
    return new Windows(table, training, folder(settings));
  }

  @Bean
  WatchMetrics watchMetrics(MeterRegistry registry, Windows windows, InstantSource clock) {
    return new WatchMetrics(registry, windows.latest(clock.instant().minus(SHOWN)));
  }

  @Bean
  Watch watch(
      DuckDbEventStore store,
      WindowTable table,
      MonitorTable monitors,
      TrainingTable training,
      KpiTable kpis,
      Settings settings,
      ObjectProvider<WindowListener> listeners,
      InstantSource clock) {
    List<WindowListener> all = listeners.orderedStream().toList();
    return new Watch(
            store,
            table,
            monitors,
            training,
            kpis,
            folder(settings),
            window -> all.forEach(listener -> listener.judged(window)),
            clock)
        .start();
  }

  @Bean
  Health watchHealth(Watch watch) {
    return watch::health;
  }
}
