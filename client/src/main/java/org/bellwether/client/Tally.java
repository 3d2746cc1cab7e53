package org.bellwether.client;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts what became of the events and tells the host's logger of trouble, at most once a minute.
 */
final class Tally {

  private static final System.Logger LOGGER = System.getLogger(PredictionLog.class.getName());
  private static final long QUIET_NANOS = 60_000_000_000L;

  private final LongAdder accepted = new LongAdder();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final Map<DropReason, LongAdder> dropped = new ConcurrentHashMap<>();
  private volatile @Nullable String lastProblem;
  private long toldTrouble;
  private long lastWarning = System.nanoTime() - QUIET_NANOS;

  void accepted() {
    accepted.increment();
  }

  void sent(long events) {
    sent.addAndGet(events);
  }

  void retried(String problem) {
    retries.incrementAndGet();
    lastProblem = problem;
  }

  void dropped(DropReason reason, long events, String problem) {
    if (events == 0) {
      return;
    }
    dropped.computeIfAbsent(reason, key -> new LongAdder()).add(events);
    lastProblem = problem;
  }

  /** Tells of new trouble, unless it did a moment ago. For the sender's thread alone. */
  void warn(long pending) {
    long now = System.nanoTime();
    Counts counts = counts(pending);
    long trouble = counts.droppedTotal() + counts.retries();
    if (trouble > toldTrouble && now - lastWarning >= QUIET_NANOS) {
      toldTrouble = trouble;
      lastWarning = now;
      LOGGER.log(
          System.Logger.Level.WARNING,
          "Bellwether: {0} events wait, not delivered: {1}. Last problem: {2}",
          counts.pending(),
          counts.dropped(),
          counts.lastProblem());
    }
  }

  Counts counts(long pending) {
    Map<DropReason, Long> byReason = new EnumMap<>(DropReason.class);
    dropped.forEach((reason, events) -> byReason.put(reason, events.sum()));
    return new Counts(accepted.sum(), sent.get(), pending, byReason, retries.get(), lastProblem);
  }
}
