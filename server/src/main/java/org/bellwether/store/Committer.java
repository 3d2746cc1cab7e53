package org.bellwether.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bellwether.event.Event;
import org.bellwether.event.EventCodec;
import org.bellwether.event.EventStore.Receipt;
import org.bellwether.event.NotKeptException;
import org.bellwether.event.NotKeptException.Reason;

/**
 * Makes events durable: one thread takes what has come in meanwhile as a group, leaves out what is
 * known, writes the rest to the log, forces it, and only then answers the whole group.
 */
final class Committer implements AutoCloseable {

  private static final long GROUP_BYTES = 16L << 20;
  private static final long SPACE_CHECK_NANOS = 500_000_000;

  private record Batch(
      List<? extends Event> events, long[] keys, byte[] bytes, CompletableFuture<Receipt> done) {}

  private final EventLog log;
  private final IdIndex ids;
  private final EventKeys keys;
  private final Applier applier;
  private final Path folder;
  private final StoreOptions options;
  private final Trouble trouble;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final ArrayDeque<Batch> queue = new ArrayDeque<>();
  private long queued;
  private boolean closing;
  private long spaceChecked = System.nanoTime() - SPACE_CHECK_NANOS;
  private boolean space = true;
  private final Thread thread;

  Committer(
      EventLog log,
      IdIndex ids,
      EventKeys keys,
      Applier applier,
      Path folder,
      StoreOptions options,
      Trouble trouble) {
    this.log = log;
    this.ids = ids;
    this.keys = keys;
    this.applier = applier;
    this.folder = folder;
    this.options = options;
    this.trouble = trouble;
    this.thread = Thread.ofPlatform().name("log-committer").start(this::run);
  }

  Receipt append(List<? extends Event> events) {
    if (events.isEmpty()) {
      return new Receipt(0, 0);
    }
    long[] own = new long[events.size()];
    for (int i = 0; i < own.length; i++) {
      own[i] = keys.of(events.get(i));
    }
    Batch batch = new Batch(events, own, EventCodec.encode(events), new CompletableFuture<>());
    lock.lock();
    try {
      if (closing) {
        throw new NotKeptException(Reason.STOPPED, "the service is being stopped");
      }
      if (queued > 0 && queued + batch.bytes.length > options.queueBytes()) {
        throw new NotKeptException(
            Reason.BUSY, queued + " bytes of events wait for the disk already: send again later");
      }
      queue.add(batch);
      queued += batch.bytes.length;
      work.signal();
    } finally {
      lock.unlock();
    }
    try {
      return batch.done.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof NotKeptException reason
          ? new NotKeptException(reason.reason(), String.valueOf(reason.getMessage()))
          : e;
    }
  }

  /** Begins a new segment of the log: what was answered before lies in those before it. */
  void roll() {
    Batch marker = new Batch(List.of(), new long[0], new byte[0], new CompletableFuture<>());
    lock.lock();
    try {
      if (closing) {
        throw new NotKeptException(Reason.STOPPED, "the service is being stopped");
      }
      queue.add(marker);
      work.signal();
    } finally {
      lock.unlock();
    }
    marker.done.join();
  }

  private void run() {
    for (List<Batch> group = next(); !group.isEmpty(); group = next()) {
      try {
        commit(group);
      } catch (IOException e) {
        String problem = "events are refused, for the disk cannot be written: " + e.getMessage();
        trouble.is(problem);
        refuse(group, Reason.FULL, problem);
      } catch (NotKeptException e) {
        refuse(group, e.reason(), String.valueOf(e.getMessage()));
      } catch (RuntimeException | Error e) {
        trouble.is("events are refused, for the log fails: " + e);
        refuse(group, Reason.FULL, "the log fails; see the service's own log");
      }
    }
  }

  private static void refuse(List<Batch> group, Reason reason, String why) {
    for (Batch batch : group) {
      batch.done.completeExceptionally(new NotKeptException(reason, why));
    }
  }

  private List<Batch> next() {
    lock.lock();
    try {
      while (queue.isEmpty() && !closing) {
        work.awaitUninterruptibly();
      }
      List<Batch> group = new ArrayList<>();
      long bytes = 0;
      while (!queue.isEmpty() && bytes < GROUP_BYTES) {
        Batch batch = queue.remove();
        bytes += batch.bytes.length;
        group.add(batch);
      }
      queued -= bytes;
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void commit(List<Batch> group) throws IOException {
    if (group.stream().anyMatch(batch -> batch.events.isEmpty())) {
      log.roll();
    }
    requireRoom();
    Claims claims = new Claims();
    List<Event> fresh = new ArrayList<>();
    List<byte[]> records = new ArrayList<>(group.size());
    List<Receipt> receipts = new ArrayList<>(group.size());
    long end = log.end();
    try {
      for (Batch batch : group) {
        int before = fresh.size();
        for (int i = 0; i < batch.keys.length; i++) {
          Event event = batch.events.get(i);
          if (claims.claim(batch.keys[i], event)) {
            fresh.add(event);
          }
        }
        int accepted = fresh.size() - before;
        if (accepted > 0 && accepted == batch.keys.length) {
          records.add(batch.bytes);
        } else if (accepted > 0) {
          records.add(EventCodec.encode(fresh.subList(before, fresh.size())));
        }
        receipts.add(new Receipt(accepted, batch.keys.length - accepted));
      }
      if (!records.isEmpty()) {
        end = log.append(records);
      }
    } catch (IOException | RuntimeException | Error e) {
      claims.undo();
      throw e;
    }
    trouble.over();
    if (!records.isEmpty()) {
      applier.offer(fresh, end);
    }
    for (int i = 0; i < group.size(); i++) {
      group.get(i).done.complete(receipts.get(i));
    }
  }

  private void requireRoom() {
    if (log.bytes() > options.logBytes()) {
      throw new NotKeptException(
          Reason.BUSY, "the log holds " + log.bytes() + " bytes that are not stored yet");
    }
    long now = System.nanoTime();
    if (now - spaceChecked >= SPACE_CHECK_NANOS) {
      spaceChecked = now;
      long free = freeBytes(folder);
      space = free >= options.reserveBytes();
      if (!space) {
        trouble.is(
            "events are refused, for the disk has "
                + (free >> 20)
                + " MiB left and "
                + (options.reserveBytes() >> 20)
                + " MiB must stay free: make room on the disk of "
                + folder);
      }
    }
    if (!space) {
      throw new NotKeptException(Reason.FULL, "the disk is full");
    }
  }

  /** Free bytes of the disk of a folder; 0 where it does not say. */
  static long freeBytes(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }

  /** What a group has added to the index, so that it can be taken out again. */
  private final class Claims {
    private long[] claimed = new long[64];
    private int size;

    boolean claim(long key, Event event) throws IOException {
      if (ids.claim(key, org.bellwether.event.Micros.of(event.time())) != IdIndex.ABSENT) {
        return false;
      }
      if (size == claimed.length) {
        claimed = java.util.Arrays.copyOf(claimed, 2 * size);
      }
      claimed[size++] = key;
      return true;
    }

    void undo() {
      for (int i = 0; i < size; i++) {
        ids.remove(claimed[i]);
      }
    }
  }

  /** Commits what waits and ends. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      work.signal();
    } finally {
      lock.unlock();
    }
    join(thread);
  }

  /** Waits for a thread that will end. */
  static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
