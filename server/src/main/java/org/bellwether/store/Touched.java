package org.bellwether.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bellwether.event.Micros;

/**
 * Which hours of which models the tables have changed in since it was last asked: of labels the
 * hour of the prediction. A hint, kept in memory alone: who relies on it compares counts at a
 * start. The one thread that writes the tables adds to it; any may ask.
 */
public final class Touched {

  /** Hours of one model beyond which all of them count as changed. */
  public static final int MOST_HOURS = 20_000;

  private static final long HOUR = 3_600_000_000L;

  /**
   * What has changed of a model.
   *
   * @param latest time of the latest prediction that came; {@link Instant#MIN} when none did
   * @param hours the hours that changed, counted from 1970
   * @param everything whether there were too many to tell
   */
  public record Change(Instant latest, Set<Long> hours, boolean everything) {}

  /** What one batch of events changes of a model. */
  static final class Mark {
    private final Set<Long> hours = new HashSet<>();
    private long last = Long.MIN_VALUE;
    private long latest = Long.MIN_VALUE;

    /** A prediction of this time has come. */
    void prediction(long micros) {
      latest = Math.max(latest, micros);
      add(micros);
    }

    /** A label has come of a prediction of this time. */
    void label(long micros) {
      if (micros != IdIndex.ABSENT && micros != IdIndex.ERASED) {
        add(micros);
      }
    }

    private void add(long micros) {
      long hour = Math.floorDiv(micros, HOUR);
      if (hour != last) {
        last = hour;
        hours.add(hour);
      }
    }

    private void clear() {
      hours.clear();
      last = Long.MIN_VALUE;
      latest = Long.MIN_VALUE;
    }
  }

  private static final class Changes {
    private final Set<Long> hours = new HashSet<>();
    private long latest = Long.MIN_VALUE;
    private boolean everything;
  }

  private final Map<String, Mark> batch = new HashMap<>();
  private final Map<String, Changes> changes = new HashMap<>();

  /** What the batch that is being written changes of a model. */
  Mark of(String model) {
    return batch.computeIfAbsent(model, m -> new Mark());
  }

  /** The batch is in the tables, or perhaps is. */
  void written() {
    synchronized (changes) {
      batch.forEach((model, mark) -> {
        if (!mark.hours.isEmpty()) {
          Changes all = changes.computeIfAbsent(model, m -> new Changes());
          all.latest = Math.max(all.latest, mark.latest);
          all.hours.addAll(mark.hours);
          if (all.hours.size() > MOST_HOURS) {
            all.everything = true;
            all.hours.clear();
          }
          mark.clear();
        }
      });
    }
  }

  /** Something has come that belongs to the hour of a moment, and is not in the tables. */
  public void note(String model, Instant time) {
    synchronized (changes) {
      changes
          .computeIfAbsent(model, m -> new Changes())
          .hours
          .add(Math.floorDiv(Micros.of(time), HOUR));
    }
  }

  /** The hours of a model have changed in ways that nobody noted, such as a deletion. */
  void everything(String model) {
    synchronized (changes) {
      changes.computeIfAbsent(model, m -> new Changes()).everything = true;
    }
  }

  /** What has changed since the last call, by model. */
  public Map<String, Change> take() {
    synchronized (changes) {
      Map<String, Change> taken = new HashMap<>();
      changes.forEach((model, all) ->
          taken.put(
              model,
              new Change(
                  all.latest == Long.MIN_VALUE ? Instant.MIN : Micros.instant(all.latest),
                  Set.copyOf(all.hours),
                  all.everything)));
      changes.clear();
      return taken;
    }
  }
}
