package org.bellwether.serve;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.bellwether.http.PayloadController;
import org.bellwether.http.TraceController;
import org.bellwether.ingest.EventKind;
import org.bellwether.ingest.EventReader;
import org.bellwether.ingest.GenAiSpans;
import org.bellwether.ingest.Ingest;
import org.bellwether.ingest.IngestReceipt;
import org.bellwether.ingest.PayloadJoin;
import org.bellwether.ingest.Refusal;
import org.bellwether.registry.Catalog;
import org.bellwether.settings.InvalidSettingException;
import org.bellwether.settings.Settings;
import org.bellwether.stream.EventConsumer;
import org.bellwether.stream.StreamListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Ways for events to come in beside the service's own JSON: KServe, OpenTelemetry, Kafka. */
@Configuration(proxyBeanMethods = false)
@Import({PayloadController.class, TraceController.class})
public class ProtocolConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);
  private static final long MIB = 1 << 20;

  @Bean
  PayloadJoin payloadJoin(Catalog catalog, Settings settings) {
    return new PayloadJoin(
        catalog, settings.kserve().joinWithin(), settings.kserve().joinMemory() * MIB);
  }

  @Bean
  PayloadExpiry payloadExpiry(
      PayloadJoin join, Ingest ingest, InstantSource clock, MeterRegistry metrics) {
    metrics.gauge("bellwether.kserve.waiting", join, PayloadJoin::waiting);
    return new PayloadExpiry(join, ingest, clock);
  }

  @Bean
  GenAiSpans genAiSpans(Catalog catalog) {
    return new GenAiSpans(catalog);
  }

  /** Started last and stopped first; {@code null}, which is no bean, where no broker is set. */
  @Bean(initMethod = "start", destroyMethod = "close")
  @Nullable EventConsumer eventConsumer(
      Settings settings, EventReader reader, Ingest ingest, MeterRegistry metrics) {
    Settings.Kafka kafka = settings.kafka();
    if (kafka.bootstrapServers().isBlank()) {
      return null;
    }
    Map<String, EventKind> kinds = new LinkedHashMap<>();
    topic(kinds, kafka.predictions(), EventKind.PREDICTION, "predictions");
    topic(kinds, kafka.labels(), EventKind.LABEL, "labels");
    topic(kinds, kafka.feedback(), EventKind.FEEDBACK, "feedback");
    topic(kinds, kafka.changes(), EventKind.CHANGE, "changes");
    Properties client = client(kafka.clientFile());
    client.put("bootstrap.servers", kafka.bootstrapServers());
    client.put("group.id", kafka.group());
    return new EventConsumer(
        client, kinds, reader, batch -> ingest.accept(batch, model -> true), new Counting(metrics));
  }

  private static void topic(
      Map<String, EventKind> kinds, String topic, EventKind kind, String setting) {
    if (!topic.isBlank() && kinds.put(topic, kind) != null) {
      throw new InvalidSettingException(
          "setting kafka." + setting + ": topic '" + topic + "' is set for other events too");
    }
  }

  private static Properties client(String file) {
    Properties client = new Properties();
    if (!file.isBlank()) {
      try (Reader reader = Files.newBufferedReader(Path.of(file))) {
        client.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new InvalidSettingException(
            "setting kafka.client-file: '" + file + "' cannot be read: " + e.getMessage());
      }
    }
    return client;
  }

  /** Counts what came of records, and names those that were refused. */
  private record Counting(MeterRegistry metrics) implements StreamListener {

    @Override
    public void kept(IngestReceipt receipt) {
      metrics.counter("bellwether.kafka.events", "outcome", "new").increment(receipt.accepted());
      metrics
          .counter("bellwether.kafka.events", "outcome", "duplicate")
          .increment(receipt.duplicates());
    }

    @Override
    public void refused(String origin, Refusal refusal) {
      metrics.counter("bellwether.kafka.events", "outcome", "refused").increment();
      LOG.warn("refused {}: {} {}", origin, refusal.field(), refusal.reason());
    }
  }
}
