package org.bellwether.store;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Once a day, in an hour of little traffic, deletes what is too old and compacts; finishes erasures
 * as they are ordered, and tries those again that could not be finished.
 */
public final class Housekeeping implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(Housekeeping.class.getName());
  private static final Duration LOOK = Duration.ofMinutes(10);
  private static final String ACTOR = "service";

  private final Retention retention;
  private final Erasures erasures;
  private final EventUpkeep events;
  private final int hour;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("housekeeping").daemon().factory());
  private final ScheduledFuture<?> looking;
  private LocalDate done;

  /**
   * Begins to keep house.
   *
   * @param hour of the day, UTC
   */
  public Housekeeping(
      Retention retention, Erasures erasures, EventUpkeep events, int hour, InstantSource clock) {
    this.retention = retention;
    this.erasures = erasures;
    this.events = events;
    this.hour = hour;
    this.clock = clock;
    done = today().minusDays(1);
    looking =
        thread.scheduleWithFixedDelay(
            this::look, LOOK.toSeconds(), LOOK.toSeconds(), TimeUnit.SECONDS);
    finishErasures();
  }

  private LocalDate today() {
    return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** Has ordered erasures finished, soon and not by this thread. */
  public void finishErasures() {
    thread.execute(() -> attempt("erasure", erasures::finish));
  }

  private void look() {
    attempt("erasure", erasures::finish);
    int now = clock.instant().atOffset(ZoneOffset.UTC).getHour();
    if (now >= hour && done.isBefore(today())) {
      done = today();
      attempt("retention", () -> retention.run(null, ACTOR));
      attempt("compaction", events::compact);
    }
  }

  @FunctionalInterface
  private interface Chore {
    void run() throws IOException, SQLException;
  }

  private static void attempt(String what, Chore chore) {
    try {
      chore.run();
    } catch (IOException | SQLException | RuntimeException e) {
      LOGGER.log(Level.ERROR, what + " could not be finished and is tried again: " + e);
    }
  }

  @Override
  public void close() {
    looking.cancel(false);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
        LOGGER.log(Level.WARNING, "housekeeping goes on after the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
