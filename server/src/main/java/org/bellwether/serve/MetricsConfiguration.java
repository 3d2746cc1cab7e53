package org.bellwether.serve;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.bellwether.access.Tokens;
import org.bellwether.registry.Catalog;
import org.bellwether.store.AuditLog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Figures of the service; parts add their own to the registry. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {

  @Bean
  PrometheusMeterRegistry meterRegistry() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    return registry;
  }

  @Bean
  JvmGcMetrics garbageCollection(PrometheusMeterRegistry registry) {
    JvmGcMetrics metrics = new JvmGcMetrics();
    metrics.bindTo(registry);
    return metrics;
  }

  /** Figures of what is kept about models and people. */
  @Bean
  List<Gauge> kept(
      PrometheusMeterRegistry registry, Tokens tokens, Catalog catalog, AuditLog audit) {
    return List.of(
        Gauge.builder("bellwether.tokens", tokens, Tokens::count).register(registry),
        Gauge.builder("bellwether.models", catalog, c -> c.all().size()).register(registry),
        Gauge.builder("bellwether.audit.entries", audit, AuditLog::size).register(registry));
  }
}
