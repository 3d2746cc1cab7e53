package org.bellwether.client;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bellwether.client.EventBuffer.Event;
import org.jspecify.annotations.Nullable;

/**
 * Sends what models predict, and what later turned out to be true, to a Bellwether service. One for
 * the whole process; safe for use by any number of threads.
 *
 * <p>Logging never waits and never throws: an event is written as JSON in the caller's thread, put
 * into a bounded buffer, and sent in batches by a daemon thread. What cannot be delivered is
 * dropped and counted by reason, see {@link #counts}; losses are also told to the {@link
 * System.Logger} of this class's name, at most once a minute. Events are delivered at least once;
 * the service ignores a prediction whose id it has.
 *
 * <p>Events still in the buffer when the process ends are lost unless {@link #close()} was called.
 */
public final class PredictionLog implements AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Settings settings;
  private final EventBuffer buffer;
  private final Tally tally = new Tally();
  private final Thread sender;

  PredictionLog(Settings settings) {
    this.settings = settings;
    this.buffer =
        new EventBuffer(settings.bufferEvents(), settings.bufferBytes(), settings.batchEvents());
    this.sender = new Thread(new Sender(settings, buffer, tally), "bellwether-sender");
    sender.setDaemon(true);
    buffer.sender(sender);
    sender.start();
  }

  /**
   * Begins a log to a service; nothing is sent before the first event.
   *
   * @param service address such as {@code https://bellwether.example.com}
   * @throws IllegalArgumentException if it is not an http or https address, or carries a user, a
   *     query or a fragment
   */
  public static PredictionLogBuilder to(URI service) {
    return new PredictionLogBuilder(service);
  }

  /** As {@link #to(URI)}. */
  public static PredictionLogBuilder to(String service) {
    return to(URI.create(service));
  }

  /**
   * The events of one model version.
   *
   * @param name the model's name
   * @param version of the model, {@code null} if it has none
   * @throws IllegalArgumentException if a name is empty
   */
  public ModelLog model(String name, @Nullable String version) {
    return new ModelLog(this, name, version);
  }

  /** What became of the events so far. */
  public Counts counts() {
    return tally.counts(buffer.pending());
  }

  /**
   * Waits until everything logged before this call has been delivered or dropped.
   *
   * @return whether that was so within the time
   */
  public boolean flush(Duration timeout) throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    buffer.mark(new EventBuffer.Mark(reached));
    return reached.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** As {@link #close(Duration)} with five seconds. */
  @Override
  public void close() {
    close(CLOSE_TIMEOUT);
  }

  /**
   * Takes no more events, delivers what it has, and stops. What is left after the time is dropped
   * as {@link DropReason#CLOSED}. An interrupt cuts the waiting short.
   *
   * @return whether all was delivered or dropped for another reason
   */
  public boolean close(Duration timeout) {
    if (!buffer.close()) {
      return counts().pending() == 0;
    }
    boolean flushed = false;
    try {
      flushed = flush(timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sender.interrupt();
    boolean interrupted = Thread.interrupted();
    try {
      sender.join(Duration.ofSeconds(1).toMillis());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return flushed;
  }

  JsonBuffer json(int capacity) {
    return new JsonBuffer(capacity, settings.eventBytes());
  }

  void accept(Kind kind, JsonBuffer json) {
    if (json.overflowed()) {
      tally.dropped(
          DropReason.TOO_LARGE, 1, "an event is larger than " + settings.eventBytes() + " bytes");
      return;
    }
    DropReason refused = buffer.offer(new Event(kind, json.toByteArray()));
    if (refused == null) {
      tally.accepted();
    } else {
      tally.dropped(
          refused,
          1,
          refused == DropReason.CLOSED
              ? "logged after the log was closed"
              : "the buffer is full: the service is slow or away");
    }
  }

  void invalid(String problem) {
    tally.dropped(DropReason.INVALID, 1, problem);
  }

  /** Where it sends to; never the token. */
  @Override
  public String toString() {
    return "PredictionLog to " + settings;
  }
}
