package org.bellwether.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bellwether.event.EventStore;
import org.bellwether.event.NotKeptException;
import org.bellwether.ingest.EventKind;
import org.bellwether.ingest.EventReader;
import org.bellwether.ingest.Ingest;
import org.bellwether.ingest.IngestReceipt;
import org.bellwether.ingest.Limits;
import org.bellwether.ingest.Refusal;
import org.bellwether.registry.Catalog;
import org.bellwether.store.DuckDbEventStore;
import org.bellwether.store.Health;
import org.bellwether.store.StoreOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Against a real broker and the real store: nothing is lost, whatever stops in between. */
@Timeout(180)
class EventConsumerTest {

  private static final EmbeddedKafkaKraftBroker BROKER = new EmbeddedKafkaKraftBroker(1, 2);
  private static final AtomicInteger RUN = new AtomicInteger();

  @BeforeAll
  static void startBroker() {
    BROKER.afterPropertiesSet();
  }

  @AfterAll
  static void stopBroker() {
    BROKER.destroy();
  }

  /** A store, topics and a group of their own, and what was heard of them. */
  private static final class Fixture implements AutoCloseable, StreamListener {
    private final String group = "group-" + RUN.incrementAndGet();
    private final String predictions = "predictions-" + group;
    private final String labels = "labels-" + group;
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<Future<?>> sent = new ArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger duplicates = new AtomicInteger();
    private final EventReader reader = new EventReader(Limits.defaults());
    private final DuckDbEventStore store;
    private final Ingest ingest;
    private final KafkaProducer<byte[], byte @Nullable []> producer;

    Fixture(Path folder) throws IOException {
      store = DuckDbEventStore.open(folder, StoreOptions.defaults(), InstantSource.system());
      ingest =
          new Ingest(
              store,
              Catalog.inMemory(List.of()),
              new byte[32],
              refused -> {},
              true,
              InstantSource.system());
      BROKER.addTopics(predictions, labels);
      Properties client = new Properties();
      client.put("bootstrap.servers", BROKER.getBrokersAsString());
      client.put("linger.ms", "5");
      producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }

    IngestReceipt keep(EventReader.Batch batch) {
      return ingest.accept(batch, model -> true);
    }

    EventConsumer consumer(Function<EventReader.Batch, IngestReceipt> keep) {
      Properties client = new Properties();
      client.put("bootstrap.servers", BROKER.getBrokersAsString());
      client.put("group.id", group);
      client.put("max.poll.records", "100");
      client.put("session.timeout.ms", "6000");
      client.put("metadata.max.age.ms", "2000");
      EventConsumer consumer =
          new EventConsumer(
              client,
              Map.of(predictions, EventKind.PREDICTION, labels, EventKind.LABEL),
              reader,
              keep,
              this);
      consumer.start();
      return consumer;
    }

    void send(String topic, int partition, @Nullable String value) {
      sent.add(
          producer.send(
              new ProducerRecord<>(
                  topic,
                  partition,
                  null,
                  value == null ? null : value.getBytes(StandardCharsets.UTF_8))));
    }

    void predict(int from, int to) {
      for (int i = from; i < to; i++) {
        send(predictions, i % 2, prediction("p-" + i));
      }
      producer.flush();
    }

    @Override
    public void kept(IngestReceipt receipt) {
      accepted.addAndGet(receipt.accepted());
      duplicates.addAndGet(receipt.duplicates());
    }

    @Override
    public void refused(String origin, Refusal refusal) {
      refused.add(origin + ": " + refusal.field() + " " + refusal.reason());
    }

    long committed(String topic) {
      return BROKER.doWithAdminFunction(admin -> {
        try {
          Map<TopicPartition, OffsetAndMetadata> offsets =
              admin
                  .listConsumerGroupOffsets(group)
                  .partitionsToOffsetAndMetadata()
                  .get(30, TimeUnit.SECONDS);
          return offsets.entrySet().stream()
              .filter(entry -> entry.getKey().topic().equals(topic))
              .mapToLong(entry -> entry.getValue().offset())
              .sum();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      });
    }

    @Override
    public void close() {
      producer.close();
      store.close();
    }
  }

  private static String prediction(String id) {
    return "{\"id\":\""
        + id
        + "\",\"model\":\"credit\",\"time\":\"2026-01-05T10:00:00Z\",\"score\":0.5}";
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Test
  void takesEveryKindAndPassesOverWhatCannotBeRead(@TempDir Path folder) throws Exception {
    try (Fixture fixture = new Fixture(folder);
        EventConsumer consumer = fixture.consumer(fixture::keep)) {
      fixture.send(fixture.predictions, 0, prediction("p-0"));
      fixture.send(fixture.predictions, 0, "not json");
      fixture.send(fixture.predictions, 0, "{\"id\":\"p-x\",\"model\":\"credit\",\"time\":5}");
      fixture.send(fixture.predictions, 0, null);
      fixture.send(fixture.predictions, 0, "[" + prediction("p-1") + "," + prediction("p-2") + "]");
      fixture.send(fixture.predictions, 0, prediction("p-3") + "\n" + prediction("p-0") + "\n");
      fixture.send(
          fixture.labels,
          1,
          "{\"id\":\"p-0\",\"model\":\"credit\",\"label\":1,\"time\":\"2026-03-01T00:00:00Z\"}");
      fixture.producer.flush();
      until(() -> fixture.accepted.get() == 5);
      until(() -> fixture.committed(fixture.predictions) == 6);

      assertThat(fixture.duplicates).hasValue(1);
      String topic = "topic " + fixture.predictions + ", partition 0, offset ";
      assertThat(fixture.refused).hasSize(3);
      assertThat(fixture.refused.get(0)).startsWith(topic + "1: ").contains("no JSON");
      assertThat(fixture.refused.get(1)).startsWith(topic + "2: time must be");
      assertThat(fixture.refused.get(2)).isEqualTo(topic + "3:  has no value");
      EventStore.Recorded found = Objects.requireNonNull(fixture.store.find("credit", "p-0"));
      assertThat(found.labels()).hasSize(1);
      assertThat(consumer.health().state()).isEqualTo(Health.State.OK);
    }
  }

  @Test
  void goesOnWhereItStoppedAndWhatComesAgainIsADuplicate(@TempDir Path folder) throws Exception {
    int events = 3000;
    try (Fixture fixture = new Fixture(folder)) {
      fixture.predict(0, events);
      int runs = 0;
      while (fixture.accepted.get() < events) {
        int before = fixture.accepted.get();
        // Every other run dies between the disk and the commit, as a killed process would.
        boolean dies = runs % 2 == 1;
        AtomicInteger deaths = new AtomicInteger();
        try (EventConsumer consumer =
            fixture.consumer(batch -> {
              IngestReceipt receipt = fixture.keep(batch);
              if (dies) {
                fixture.accepted.addAndGet(receipt.accepted());
                deaths.incrementAndGet();
                throw new IllegalStateException("died after the disk, before the commit");
              }
              return receipt;
            })) {
          // What comes first may all have been kept by a run that died: then dying brings nothing
          // new.
          until(() -> dies ? deaths.get() > 0 : fixture.accepted.get() > before);
          assertThat(consumer.health().part()).isEqualTo("kafka");
        }
        runs++;
      }
      assertThat(fixture.accepted).hasValue(events);
      assertThat(runs).isGreaterThan(1);
      assertThat(fixture.duplicates.get()).isPositive();
      for (int i = 0; i < events; i += 97) {
        assertThat(fixture.store.find("credit", "p-" + i)).isNotNull();
      }
    }
  }

  @Test
  void pausesWhileEventsCannotBeKept(@TempDir Path folder) throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    try (Fixture fixture = new Fixture(folder)) {
      fixture.predict(0, 500);
      try (EventConsumer consumer =
          fixture.consumer(batch -> {
            if (attempts.incrementAndGet() <= 4) {
              throw new NotKeptException(NotKeptException.Reason.FULL, "the disk is full");
            }
            return fixture.keep(batch);
          })) {
        until(() -> attempts.get() >= 3);
        assertThat(consumer.health().message()).contains("the disk is full");
        assertThat(fixture.committed(fixture.predictions)).isZero();
        until(() -> fixture.accepted.get() == 500);
        until(() -> fixture.committed(fixture.predictions) == 500);
        assertThat(fixture.duplicates).hasValue(0);
        until(() -> consumer.health().state() == Health.State.OK);
      }
    }
  }

  @Test
  void survivesAnOutageOfTheBroker(@TempDir Path folder) throws Exception {
    try (Fixture fixture = new Fixture(folder);
        EventConsumer consumer = fixture.consumer(fixture::keep)) {
      fixture.predict(0, 200);
      until(() -> fixture.accepted.get() == 200);
      var broker = Objects.requireNonNull(BROKER.getCluster()).brokers().values().iterator().next();
      broker.shutdown();
      broker.awaitShutdown();
      until(() -> consumer.health().state() == Health.State.DEGRADED);
      assertThat(consumer.health().message()).contains("No broker of Kafka can be reached");
      broker.startup();
      fixture.predict(200, 400);
      until(() -> fixture.accepted.get() == 400);
      until(() -> fixture.committed(fixture.predictions) == 400);
      assertThat(consumer.health().state()).isEqualTo(Health.State.OK);
    }
  }
}
