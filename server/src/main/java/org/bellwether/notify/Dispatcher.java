package org.bellwether.notify;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends what is in the outbox, again until it is taken, a channel at a time so that a slow one
 * holds up no other; and does what the time makes due.
 */
public final class Dispatcher implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(Dispatcher.class.getName());

  private static final long LOOK_MILLIS = 1_000;
  private static final long TICK_SECONDS = 10;
  private static final long PRUNE_SECONDS = 3_600;
  private static final long STOP_SECONDS = 15;

  private final Alerts alerts;
  private final Outbox outbox;
  private final Channels channels;
  private final Transport transport;
  private final InstantSource clock;
  private final Semaphore awake = new Semaphore(0);
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread thread;
  private volatile boolean stopped;
  private volatile int waiting;
  private Instant ticked = Instant.EPOCH;
  private Instant pruned = Instant.EPOCH;

  /** Begins to send. */
  public Dispatcher(
      Alerts alerts, Outbox outbox, Channels channels, Transport transport, InstantSource clock) {
    this.alerts = alerts;
    this.outbox = outbox;
    this.channels = channels;
    this.transport = transport;
    this.clock = clock;
    alerts.onMessages(awake::release);
    thread = Thread.ofPlatform().name("notify").daemon().start(this::run);
  }

  private void run() {
    while (!stopped) {
      try {
        look();
        if (awake.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          awake.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOGGER.log(Level.ERROR, "alerts are sent later: " + e);
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    Instant now = clock.instant();
    if (now.isAfter(ticked.plusSeconds(TICK_SECONDS))) {
      ticked = now;
      alerts.tick();
      waiting = outbox.waiting();
    }
    if (now.isAfter(pruned.plusSeconds(PRUNE_SECONDS))) {
      pruned = now;
      outbox.prune(now);
    }
    for (Delivery delivery : outbox.due(now)) {
      if (busy.add(delivery.channel())) {
        sending.execute(() -> {
          try {
            // Read before the channel was free, it may have been sent since.
            if (outbox.isUnchanged(delivery)) {
              attempt(delivery);
            }
          } finally {
            busy.remove(delivery.channel());
            awake.release();
          }
        });
      }
    }
  }

  private void attempt(Delivery delivery) {
    try {
      Channel channel =
          channels
              .find(delivery.channel())
              .orElseThrow(() -> new UndeliveredException("the channel was removed"));
      if (!channel.active()) {
        throw new UndeliveredException("the channel is switched off");
      }
      transport.send(channel, channels.secret(channel.id()), delivery.message(), delivery.id());
      outbox.delivered(delivery.id(), clock.instant());
    } catch (UndeliveredException e) {
      LOGGER.log(Level.WARNING, "delivery " + delivery.id() + " is tried again: " + e.getMessage());
      outbox.failed(delivery, String.valueOf(e.getMessage()), clock.instant());
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "delivery " + delivery.id() + " is tried again", e);
      outbox.failed(delivery, "an error of the service; its log has more", clock.instant());
    }
  }

  /**
   * Sends a test and waits for it; what waits for the channel is tried again if it was taken.
   *
   * @throws UndeliveredException if it was not
   */
  public void test(Channel channel, String by) throws UndeliveredException {
    transport.send(channel, channels.secret(channel.id()), Message.test(by, clock.instant()), 0);
    outbox.retryNow(channel.id(), clock.instant());
    awake.release();
  }

  /** Messages that were tried and not taken yet, as of some seconds ago. */
  public int waiting() {
    return waiting;
  }

  /** Stops without interrupting: that would close the files of an embedded database. */
  @Override
  public void close() {
    stopped = true;
    awake.release();
    try {
      thread.join();
      sending.shutdown();
      if (!sending.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOGGER.log(Level.WARNING, "what is on its way is sent again after the next start");
      }
      transport.close();
      sending.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
