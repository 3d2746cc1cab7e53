package org.bellwether.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.bellwether.client.EventBuffer.Event;
import org.bellwether.client.EventBuffer.Item;
import org.bellwether.client.EventBuffer.Mark;

/** Empties the buffer into batches by kind and delivers them in order, on one daemon thread. */
final class Sender implements Runnable {

  private static final long IDLE_NANOS = Duration.ofSeconds(1).toNanos();

  private final Settings settings;
  private final EventBuffer buffer;
  private final Tally tally;
  private final Transport transport;
  private final Backoff backoff;
  private final Map<Kind, Batch> batches = new EnumMap<>(Kind.class);
  private long oldest;

  Sender(Settings settings, EventBuffer buffer, Tally tally) {
    this.settings = settings;
    this.buffer = buffer;
    this.tally = tally;
    this.transport = new Transport(settings);
    this.backoff = new Backoff(settings.firstRetry(), settings.longestRetry());
  }

  private static final class Batch {
    private List<Event> events = new ArrayList<>();
    private int bytes;

    void add(Event event) {
      events.add(event);
      bytes += event.json().length + 1;
    }

    List<Event> take() {
      List<Event> taken = events;
      events = new ArrayList<>();
      bytes = 0;
      return taken;
    }
  }

  /** Runs until interrupted, which gives up what is not delivered. */
  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      step();
    }
    abandon();
  }

  private void step() {
    Item item = buffer.poll();
    if (item instanceof Event event) {
      add(event);
    } else if (item instanceof Mark mark) {
      deliverAll();
      if (!Thread.currentThread().isInterrupted()) {
        mark.reached().countDown();
      }
    } else if (batches.values().stream().allMatch(batch -> batch.events.isEmpty())) {
      tally.warn(buffer.pending());
      buffer.await(IDLE_NANOS);
    } else {
      long left = settings.linger().toNanos() - (System.nanoTime() - oldest);
      if (left > 0) {
        buffer.await(left);
      } else {
        deliverAll();
      }
    }
  }

  private void add(Event event) {
    Batch batch = batches.computeIfAbsent(event.kind(), kind -> new Batch());
    if (batch.bytes + event.json().length + 1 > settings.batchBytes() && batch.bytes > 0) {
      deliver(event.kind(), batch.take());
    }
    if (batches.values().stream().allMatch(each -> each.events.isEmpty())) {
      oldest = System.nanoTime();
    }
    batch.add(event);
    if (batch.events.size() >= settings.batchEvents()) {
      deliver(event.kind(), batch.take());
    }
  }

  private void deliverAll() {
    batches.forEach((kind, batch) -> deliver(kind, batch.take()));
  }

  private void deliver(Kind kind, List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    try {
      attempt(kind, events);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      drop(DropReason.CLOSED, events, "closed before the service answered");
    } catch (RuntimeException e) {
      // Whatever a library throws must not end the thread that everything waits for.
      drop(DropReason.RETRIES_EXHAUSTED, events, "cannot be sent: " + e);
    }
    tally.warn(buffer.pending());
  }

  private void attempt(Kind kind, List<Event> events) throws InterruptedException {
    byte[] body = transport.body(events);
    long began = System.nanoTime();
    for (int failures = 1; ; failures++) {
      Answer answer = transport.post(kind, body);
      if (answer instanceof Answer.Retry retry) {
        Duration left = settings.giveUpAfter().minusNanos(System.nanoTime() - began);
        if (left.isNegative() || left.isZero()) {
          drop(DropReason.RETRIES_EXHAUSTED, events, retry.problem());
          return;
        }
        tally.retried(retry.problem());
        double random = ThreadLocalRandom.current().nextDouble();
        Duration delay = backoff.delay(failures, retry.after(), random);
        Thread.sleep(Math.min(delay.toMillis(), left.toMillis()) + 1);
      } else {
        settle(kind, events, answer);
        return;
      }
    }
  }

  private void settle(Kind kind, List<Event> events, Answer answer) {
    if (answer instanceof Answer.Taken taken) {
      long refused = Math.min(taken.refused(), events.size());
      tally.sent(events.size() - refused);
      tally.dropped(DropReason.REFUSED, refused, taken.reason());
      release(events);
    } else if (answer instanceof Answer.TooLarge tooLarge && events.size() > 1) {
      int half = events.size() / 2;
      tally.retried(tooLarge.reason());
      deliver(kind, events.subList(0, half));
      deliver(kind, events.subList(half, events.size()));
    } else if (answer instanceof Answer.TooLarge tooLarge) {
      drop(DropReason.TOO_LARGE, events, tooLarge.reason());
    } else if (answer instanceof Answer.Refused refused) {
      drop(DropReason.REFUSED, events, refused.reason());
    }
  }

  private void drop(DropReason reason, List<Event> events, String problem) {
    tally.dropped(reason, events.size(), problem);
    release(events);
  }

  private void release(List<Event> events) {
    buffer.release(events.size(), events.stream().mapToLong(Event::weight).sum());
  }

  private void abandon() {
    List<Event> left = new ArrayList<>();
    batches.values().forEach(batch -> left.addAll(batch.take()));
    buffer.end();
    for (Item item = buffer.poll(); item != null; item = buffer.poll()) {
      if (item instanceof Event event) {
        left.add(event);
      }
    }
    drop(DropReason.CLOSED, left, "closed before it could be sent");
    tally.warn(buffer.pending());
  }
}
