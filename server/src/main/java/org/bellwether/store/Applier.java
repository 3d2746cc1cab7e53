package org.bellwether.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bellwether.event.Event;
import org.bellwether.event.EventCodec;
import org.bellwether.event.NotKeptException;
import org.bellwether.event.NotKeptException.Reason;

/**
 * Brings durable events into the tables: one thread, each event once, in the order of the log. What
 * it cannot hold in memory it reads from the log again, so an answer never waits for the tables.
 */
final class Applier implements AutoCloseable {

  private static final long CHUNK_BYTES = 1L << 20;

  /** As objects events take ten times their bytes: more of them would fill the heap. */
  private static final long QUEUE_BYTES = 2L << 20;

  private static final long RETRY_MILLIS = 1_000;

  private record Group(List<Event> events, long end) {}

  /** What is done to the tables while no event is being brought into them. */
  @FunctionalInterface
  interface Work<T> {
    T done() throws SQLException, IOException;
  }

  private record Visit<T>(Work<T> work, CompletableFuture<T> done) {
    void pay() {
      try {
        done.complete(work.done());
      } catch (SQLException | IOException | RuntimeException | Error e) {
        done.completeExceptionally(e);
      }
    }
  }

  private final EventLog log;
  private final EventDatabase database;
  private final EventTables tables;
  private final StoreOptions options;
  private final Trouble trouble;
  private final Consumer<List<Event>> listener;
  private final Predicate<Event> erased;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Group> queue = new ArrayDeque<>();
  private final ArrayDeque<Visit<?>> visits = new ArrayDeque<>();

  /** From here on the log is kept although it has been applied. */
  private long held = Long.MAX_VALUE;

  /** Up to here the log's events have been taken from it or the queue. */
  private long taken;

  /** Up to here the log has been written. */
  private long offered;

  /** Up to here the queue reaches; less than offered when it could not hold all. */
  private long queuedTo;

  private long applied;
  private long wanted;
  private long oldest = System.nanoTime();
  private boolean closing;
  private boolean abandoned;
  private final Thread thread;

  Applier(
      EventLog log,
      EventDatabase database,
      EventTables tables,
      long applied,
      StoreOptions options,
      Trouble trouble,
      Consumer<List<Event>> listener,
      Predicate<Event> erased) {
    this.log = log;
    this.database = database;
    this.tables = tables;
    this.options = options;
    this.trouble = trouble;
    this.listener = listener;
    this.erased = erased;
    this.applied = applied;
    this.taken = applied;
    this.queuedTo = applied;
    this.offered = log.end();
    this.thread = Thread.ofPlatform().name("log-applier").start(this::run);
  }

  /** Hands over a group that is durable now. */
  void offer(List<Event> events, long end) {
    lock.lock();
    try {
      if (offered == applied) {
        oldest = System.nanoTime();
      }
      if (queuedTo == offered && end - taken <= Math.min(QUEUE_BYTES, options.queueBytes())) {
        queue.add(new Group(events, end));
        queuedTo = end;
      }
      offered = end;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long applied() {
    lock.lock();
    try {
      return applied;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Does work on the thread that writes the tables, between two chunks of events, and waits for it.
   *
   * @throws IOException if it could not be done
   */
  <T> T between(Work<T> work) throws IOException {
    Visit<T> visit = new Visit<>(work, new CompletableFuture<>());
    lock.lock();
    try {
      if (closing) {
        throw new NotKeptException(Reason.STOPPED, "the service is being stopped");
      }
      visits.add(visit);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      return visit.done.join();
    } catch (CompletionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    }
  }

  /** Keeps the log from what has been applied so far on, until {@link #letGo}. */
  void hold() {
    lock.lock();
    try {
      held = applied;
    } finally {
      lock.unlock();
    }
  }

  void letGo() {
    lock.lock();
    try {
      held = Long.MAX_VALUE;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Goes on from an earlier position, which the tables are as of again. For work between chunks.
   */
  void rewind(long position) {
    lock.lock();
    try {
      queue.clear();
      taken = position;
      queuedTo = position;
      applied = position;
    } finally {
      lock.unlock();
    }
  }

  /** Deletes the files of the log whose events are all in the tables. */
  void releaseLog() throws IOException {
    long below;
    lock.lock();
    try {
      below = Math.min(applied, held);
    } finally {
      lock.unlock();
    }
    log.release(below);
  }

  /**
   * Waits until the events up to a position are in the tables.
   *
   * @throws NotAppliedException if they are not after the given time
   */
  void await(long position, long millis) {
    long left = TimeUnit.MILLISECONDS.toNanos(millis);
    lock.lock();
    try {
      wanted = Math.max(wanted, position);
      changed.signalAll();
      while (applied < position) {
        if (left <= 0) {
          throw new NotAppliedException(position - applied);
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotAppliedException(position - applied);
    } finally {
      lock.unlock();
    }
  }

  private boolean due() {
    return offered > applied
        && (wanted > applied
            || closing
            || offered - applied >= CHUNK_BYTES
            || System.nanoTime() - oldest >= TimeUnit.MILLISECONDS.toNanos(options.applyMillis()));
  }

  private void run() {
    while (true) {
      Visit<?> visit;
      lock.lock();
      try {
        while (!due() && !closing && visits.isEmpty()) {
          if (offered > applied) {
            changed.awaitNanos(TimeUnit.MILLISECONDS.toNanos(options.applyMillis()));
          } else {
            changed.await();
          }
        }
        visit = visits.poll();
        if (visit == null && (abandoned || !due())) {
          return;
        }
      } catch (InterruptedException e) {
        continue;
      } finally {
        lock.unlock();
      }
      if (visit != null) {
        visit.pay();
        continue;
      }
      step();
    }
  }

  private void step() {
    try {
      Group chunk = take();
      apply(chunk);
    } catch (IOException | RuntimeException | Error e) {
      trouble.is("durable events wait in the log, for it cannot be read: " + e);
      pause();
    }
  }

  /** The next events of the queue, or of the log where the queue has none. */
  private Group take() throws IOException {
    List<Event> events = new ArrayList<>();
    long from;
    lock.lock();
    try {
      from = taken;
      long end = from;
      while (!queue.isEmpty() && end - from < CHUNK_BYTES) {
        Group group = queue.remove();
        events.addAll(group.events);
        end = group.end;
      }
      taken = end;
      if (end > from) {
        return new Group(events, end);
      }
    } finally {
      lock.unlock();
    }
    long end =
        log.read(from, CHUNK_BYTES, (content, after) -> events.addAll(EventCodec.decode(content)));
    lock.lock();
    try {
      taken = end;
      queuedTo = end;
    } finally {
      lock.unlock();
    }
    return new Group(events, end);
  }

  private void apply(Group chunk) {
    while (!attempt(chunk)) {
      pause();
      if (stopped()) {
        return;
      }
    }
    trouble.over();
    lock.lock();
    try {
      applied = chunk.end;
      oldest = System.nanoTime();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    listener.accept(chunk.events);
    try {
      releaseLog();
    } catch (IOException e) {
      trouble.is("old parts of the log cannot be deleted: " + e.getMessage());
    }
  }

  private boolean attempt(Group chunk) {
    try {
      tables.append(chunk.events.stream().filter(erased.negate()).toList(), chunk.end);
      return true;
    } catch (SQLException | RuntimeException e) {
      trouble.is("durable events wait in the log, for the tables cannot be written: " + e);
      return committedAfterAll(chunk);
    }
  }

  /** A commit may have lasted although what followed it failed, such as DuckDB's checkpoint. */
  private boolean committedAfterAll(Group chunk) {
    try {
      database.reopen();
      return database.applied() == chunk.end;
    } catch (SQLException e) {
      trouble.is("durable events wait in the log, for DuckDB does not open: " + e);
      return false;
    }
  }

  private boolean stopped() {
    lock.lock();
    try {
      return abandoned;
    } finally {
      lock.unlock();
    }
  }

  private void pause() {
    lock.lock();
    try {
      if (closing) {
        // What could not be applied stays in the log for the next start.
        abandoned = true;
        return;
      }
      long left = TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
      while (left > 0 && !closing) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Applies what waits, as far as that can be done, and ends. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    Committer.join(thread);
  }
}
