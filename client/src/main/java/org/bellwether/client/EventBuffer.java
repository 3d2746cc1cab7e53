package org.bellwether.client;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The bounded way from the host's threads to the sender. Events count against the bounds until the
 * service has answered for them, not only while they queue. Producers never wait: no lock is held
 * and a full buffer refuses.
 */
final class EventBuffer {

  /** What an event takes beside its JSON: queue node, array header, entry. */
  static final int OVERHEAD = 64;

  /** An event, or a mark at which the sender empties its batches. */
  sealed interface Item {}

  record Event(Kind kind, byte[] json) implements Item {
    long weight() {
      return json.length + (long) OVERHEAD;
    }
  }

  record Mark(CountDownLatch reached) implements Item {}

  private final ConcurrentLinkedQueue<Item> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong weight = new AtomicLong();
  private final AtomicBoolean parked = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final long maxEvents;
  private final long maxWeight;
  private final int wakeAt;
  private volatile @Nullable Thread sender;

  EventBuffer(long maxEvents, long maxWeight, int wakeAt) {
    this.maxEvents = maxEvents;
    this.maxWeight = maxWeight;
    this.wakeAt = wakeAt;
  }

  void sender(Thread thread) {
    sender = thread;
  }

  /** Takes an event, or says why not. */
  @Nullable DropReason offer(Event event) {
    if (closed.get()) {
      return DropReason.CLOSED;
    }
    long count = events.incrementAndGet();
    if (count > maxEvents) {
      events.decrementAndGet();
      return DropReason.BUFFER_FULL;
    }
    if (weight.addAndGet(event.weight()) > maxWeight) {
      release(1, event.weight());
      return DropReason.BUFFER_FULL;
    }
    queue.add(event);
    // Whoever of sender and producer takes it out of the queue counts it.
    if (ended.get() && queue.remove(event)) {
      release(1, event.weight());
      return DropReason.CLOSED;
    }
    // One event starts the sender's waiting for more, a full batch ends it.
    if (count == 1 || count % wakeAt == 0) {
      wake();
    }
    return null;
  }

  void mark(Mark mark) {
    queue.add(mark);
    wake();
  }

  @Nullable Item poll() {
    return queue.poll();
  }

  /** Called when the service has answered for events, or they were given up. */
  void release(long count, long freed) {
    events.addAndGet(-count);
    weight.addAndGet(-freed);
  }

  long pending() {
    return events.get();
  }

  /** True for the first call; no event is taken from now on. */
  boolean close() {
    return !closed.getAndSet(true);
  }

  /** From now on nobody polls but to empty the queue a last time. */
  void end() {
    ended.set(true);
  }

  /** Sleeps until there may be something to do; may return early. For the sender alone. */
  void await(long nanos) {
    parked.set(true);
    if (queue.isEmpty()) {
      LockSupport.parkNanos(this, nanos);
    }
    parked.set(false);
  }

  private void wake() {
    Thread thread = sender;
    if (thread != null && parked.get() && parked.compareAndSet(true, false)) {
      LockSupport.unpark(thread);
    }
  }
}
