package org.bellwether.stream;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.bellwether.event.NotKeptException;
import org.bellwether.ingest.EventKind;
import org.bellwether.ingest.EventReader;
import org.bellwether.ingest.IngestReceipt;
import org.bellwether.store.Health;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events from Kafka topics, the same JSON as over HTTP, on one thread of its own.
 *
 * <p>Offsets are committed once the events are durable: after a crash records come again, and their
 * ids make them duplicates. A record that cannot be read is refused and passed over; it never holds
 * its partition up. While the service cannot keep events the partitions are paused and the batch is
 * tried again.
 */
public final class EventConsumer implements Health, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration COMMIT = Duration.ofSeconds(5);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final long FIRST_WAIT_MS = 100;
  private static final long LONGEST_WAIT_MS = 30_000;

  private final Properties client;
  private final Map<String, EventKind> kinds;
  private final EventReader reader;
  private final Function<EventReader.Batch, IngestReceipt> keep;
  private final StreamListener listener;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile boolean holding;
  private volatile String trouble = "";

  /**
   * A consumer that is not started.
   *
   * @param client settings of the Kafka client: {@code bootstrap.servers}, {@code group.id},
   *     security
   * @param kinds what each topic holds
   * @param keep makes events durable or throws {@link NotKeptException}
   */
  public EventConsumer(
      Properties client,
      Map<String, EventKind> kinds,
      EventReader reader,
      Function<EventReader.Batch, IngestReceipt> keep,
      StreamListener listener) {
    this.client = new Properties();
    this.client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    this.client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    this.client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000");
    this.client.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(16 << 20));
    this.client.putAll(client);
    // What at-least-once rests on is not for a settings file.
    this.client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    this.kinds = Map.copyOf(kinds);
    this.reader = reader;
    this.keep = keep;
    this.listener = listener;
    this.thread = new Thread(this::run, "bellwether-kafka");
    thread.setDaemon(true);
  }

  /** Begins to consume; a broker that cannot be reached is tried again until it can. */
  public void start() {
    thread.start();
  }

  /** Stops after the batch in hand, or leaves it uncommitted if that takes more than 10 s. */
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Report health() {
    String problem = trouble;
    return problem.isEmpty()
        ? new Report("kafka", State.OK, "")
        : new Report("kafka", State.DEGRADED, problem);
  }

  private void run() {
    long wait = FIRST_WAIT_MS;
    while (!stopped) {
      try (KafkaConsumer<byte[], byte @Nullable []> consumer =
          new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        holding = false;
        consumer.subscribe(kinds.keySet(), new Paused(consumer));
        while (!stopped) {
          consume(consumer);
          wait = FIRST_WAIT_MS;
        }
      } catch (InterruptException e) {
        stopped = true;
      } catch (RuntimeException e) {
        // Begin again at what is committed: nothing is passed over that was not refused by name.
        trouble = "Kafka topics are not read: " + e.getMessage();
        LOG.warn("Kafka topics are not read, trying again in {} ms", wait, e);
        sleep(wait);
        wait = Math.min(2 * wait, LONGEST_WAIT_MS);
      }
    }
  }

  private void consume(KafkaConsumer<byte[], byte @Nullable []> consumer) {
    ConsumerRecords<byte[], byte @Nullable []> records = consumer.poll(POLL);
    trouble = connected(consumer) ? "" : "No broker of Kafka can be reached; still trying.";
    if (records.isEmpty()) {
      return;
    }
    StreamBatch batch = StreamBatch.of(records, kinds, reader);
    IngestReceipt receipt = keep(consumer, batch);
    if (receipt != null) {
      receipt.refused().forEach(r -> listener.refused(batch.origin(r).toString(), r));
      listener.kept(receipt);
      commit(consumer, batch);
    }
  }

  private static boolean connected(KafkaConsumer<?, ?> consumer) {
    return consumer.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("connection-count"))
        .anyMatch(metric -> metric.metricValue() instanceof Number n && n.doubleValue() > 0);
  }

  /** What cannot be committed now comes again, or is committed with the next batch. */
  private static void commit(KafkaConsumer<?, ?> consumer, StreamBatch batch) {
    try {
      consumer.commitSync(batch.next(), COMMIT);
    } catch (RetriableException | CommitFailedException | RebalanceInProgressException e) {
      LOG.info("offsets could not be committed: {}", e.getMessage());
    }
  }

  /** Tries until the batch is kept; {@code null} when stopped before it was. */
  private @Nullable IngestReceipt keep(
      KafkaConsumer<byte[], byte @Nullable []> consumer, StreamBatch batch) {
    long wait = FIRST_WAIT_MS;
    while (!stopped) {
      try {
        IngestReceipt receipt = keep.apply(batch.events());
        if (holding) {
          holding = false;
          consumer.resume(consumer.assignment());
          trouble = "";
        }
        return receipt;
      } catch (NotKeptException e) {
        trouble = "Events of Kafka topics wait: " + e.getMessage();
        holding = true;
        // A paused poll brings nothing, and tells the group that this member lives.
        consumer.pause(consumer.assignment());
        consumer.poll(Duration.ofMillis(wait));
        wait = Math.min(2 * wait, LONGEST_WAIT_MS);
      }
    }
    return null;
  }

  /** Partitions that come while a batch waits are fetched only afterwards. */
  private final class Paused implements ConsumerRebalanceListener {
    private final KafkaConsumer<?, ?> consumer;

    Paused(KafkaConsumer<?, ?> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      // Offsets are committed after each batch: nothing is left to commit.
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (holding) {
        consumer.pause(partitions);
      }
    }
  }

  private void sleep(long milliseconds) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
    try {
      while (!stopped && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(Math.min(100, milliseconds));
      }
    } catch (InterruptedException e) {
      stopped = true;
      Thread.currentThread().interrupt();
    }
  }
}
