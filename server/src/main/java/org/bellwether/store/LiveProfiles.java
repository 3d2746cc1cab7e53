package org.bellwether.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bellwether.event.Event;
import org.bellwether.event.Prediction;
import org.jspecify.annotations.Nullable;

/**
 * Profiles of the predictions of the running hour and the one before, by model, kept up to date as
 * events are applied. Only so many models have one at a time; one that has none, or has had new
 * columns since, is profiled from its table when somebody asks. Safe for use by many threads.
 */
final class LiveProfiles {

  private static final Logger LOGGER = System.getLogger(LiveProfiles.class.getName());

  /** Models that are profiled at a time; one that is not active any more makes room. */
  private static final int MODELS = 64;

  private static final Duration IDLE = Duration.ofMinutes(10);

  /** A model whose columns keep changing is not read again and again. */
  private static final Duration BETWEEN_READS = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final EventDatabase database;
  private final EventTables tables;
  private final Map<String, HourProfile> running = new HashMap<>();
  private final Map<String, HourProfile> previous = new HashMap<>();
  private final Map<String, Instant> read = new HashMap<>();

  LiveProfiles(InstantSource clock, EventDatabase database, EventTables tables) {
    this.clock = clock;
    this.database = database;
    this.tables = tables;
  }

  private Instant hour() {
    return clock.instant().truncatedTo(ChronoUnit.HOURS);
  }

  /** Profiles events that are in the tables now. For the one thread that puts them there. */
  synchronized void accept(List<Event> events) {
    turn(hour());
    Set<String> complete = new HashSet<>();
    String model = "";
    HourProfile profile = null;
    for (Event event : events) {
      if (event instanceof Prediction p) {
        if (!p.model().equals(model)) {
          model = p.model();
          profile = complete.contains(model) ? null : running(p, complete);
        }
        if (profile != null && profile.covers(p.time())) {
          profile.accept(p);
        }
      }
    }
  }

  /** Makes the hour before the running one the previous one. */
  private void turn(Instant hour) {
    previous.values().removeIf(p -> p.from().isBefore(hour.minus(1, ChronoUnit.HOURS)));
    running
        .entrySet()
        .removeIf(entry -> {
          HourProfile profile = entry.getValue();
          if (profile.from().equals(hour)) {
            return false;
          }
          if (profile.from().equals(hour.minus(1, ChronoUnit.HOURS))) {
            previous.put(entry.getKey(), profile);
          }
          return true;
        });
  }

  /**
   * The profile to add to; {@code null} where there is none, or where the table was just read,
   * which has this prediction and those after it already.
   */
  private @Nullable HourProfile running(Prediction p, Set<String> complete) {
    String model = p.model();
    HourProfile known = running.get(model);
    int columns = tables.made(tables.of(model)).size();
    Instant now = clock.instant();
    if (known != null
        && (known.columns() == columns
            || now.isBefore(read.getOrDefault(model, now).plus(BETWEEN_READS)))) {
      return known;
    }
    if (known == null && !makeRoom(now)) {
      return null;
    }
    HourProfile fresh = fromTable(model, hour());
    if (fresh != null) {
      running.put(model, fresh);
      read.put(model, now);
      complete.add(model);
    }
    return null;
  }

  private boolean makeRoom(Instant now) {
    if (running.size() < MODELS) {
      return true;
    }
    return running.entrySet().stream()
        .min(Comparator.comparing(e -> e.getValue().last()))
        .filter(e -> e.getValue().last().isBefore(now.minus(IDLE)))
        .map(e -> {
          read.remove(e.getKey());
          return running.remove(e.getKey()) != null;
        })
        .orElse(false);
  }

  private @Nullable HourProfile fromTable(String model, Instant hour) {
    ModelColumns columns = tables.of(model);
    HourProfile fresh = new HourProfile(columns.number(), tables.made(columns), hour);
    try {
      database.read(connection -> {
        fresh.read(connection);
        return true;
      });
      return fresh;
    } catch (SQLException e) {
      LOGGER.log(Level.WARNING, "the hour of model " + model + " cannot be profiled: " + e);
      return null;
    }
  }

  /** Forgets all of them; they are read from the tables again. */
  synchronized void forget() {
    running.clear();
    previous.clear();
    read.clear();
  }

  /** The hours that there are predictions of, the running one first. */
  List<ProfiledHour> of(String model) {
    Instant hour = hour();
    List<ProfiledHour> hours = new ArrayList<>();
    for (Instant from : List.of(hour, hour.minus(1, ChronoUnit.HOURS))) {
      ProfiledHour live = live(model, from);
      if (live == null) {
        HourProfile read = fromTable(model, from);
        live = read == null ? null : read.profiled();
      }
      if (live != null && live.rows() > 0) {
        hours.add(live);
      }
    }
    return hours;
  }

  private synchronized @Nullable ProfiledHour live(String model, Instant from) {
    turn(hour());
    HourProfile found = running.get(model);
    if (found == null || !found.from().equals(from)) {
      found = previous.get(model);
    }
    return found != null
            && found.from().equals(from)
            && found.columns() == tables.made(tables.of(model)).size()
        ? found.profiled()
        : null;
  }
}
