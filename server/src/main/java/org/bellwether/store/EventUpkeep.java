package org.bellwether.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bellwether.event.Event;
import org.bellwether.event.Feedback;
import org.bellwether.event.Label;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Deletes and copies stored events while new ones go on being made durable: those wait in the log
 * for at most the time of one deletion. One piece of work at a time. Safe for use by many threads.
 */
public final class EventUpkeep {

  private static final long WAIT_MILLIS = Duration.ofMinutes(10).toMillis();

  /** More than a day at a time would hold the keys of too many predictions in memory. */
  private static final Duration STEP = Duration.ofDays(1);

  private static final long WORTHWHILE_BYTES = 256L << 20;

  private final EventDatabase database;
  private final EventTables tables;
  private final EventLog log;
  private final IdIndex ids;
  private final EventKeys keys;
  private final Applier applier;
  private final Committer committer;
  private final LabelJoin join;
  private final Runnable forgetProfiles;

  EventUpkeep(
      EventDatabase database,
      EventTables tables,
      EventLog log,
      IdIndex ids,
      EventKeys keys,
      Applier applier,
      Committer committer,
      LabelJoin join,
      Runnable forgetProfiles) {
    this.database = database;
    this.tables = tables;
    this.log = log;
    this.ids = ids;
    this.keys = keys;
    this.applier = applier;
    this.committer = committer;
    this.join = join;
    this.forgetProfiles = forgetProfiles;
  }

  /** Tells the labels and feedback of predictions that were erased. */
  static Predicate<Event> erased(IdIndex ids, EventKeys keys) {
    return event ->
        switch (event) {
          case Label l -> ids.get(keys.prediction(l.model(), l.id())) == IdIndex.ERASED;
          case Feedback f -> ids.get(keys.prediction(f.model(), f.id())) == IdIndex.ERASED;
          default -> false;
        };
  }

  /**
   * Deletes a model's events that happened before a moment, a day at a time. Their ids are unknown
   * from then on.
   */
  public synchronized Deleted expire(String model, Instant before) throws IOException {
    applier.await(log.end(), WAIT_MILLIS);
    ModelColumns columns = tables.models().get(model);
    if (columns == null || !tables.exists(columns)) {
      return Deleted.NONE;
    }
    Deleted all = Deleted.NONE;
    Instant oldest =
        read(c -> Optional.ofNullable(RowDeletion.oldest(c, columns.number()))).orElse(before);
    for (Instant from = oldest; from.isBefore(before); from = from.plus(STEP)) {
      Instant to = from.plus(STEP).isBefore(before) ? from.plus(STEP) : before;
      all = all.plus(applier.between(() -> expireStep(columns, to)));
    }
    return all;
  }

  private Deleted expireStep(ModelColumns columns, Instant before) throws SQLException {
    Deleted[] deleted = {Deleted.NONE};
    long[][] gone = {{}};
    database.write(connection -> {
      RowDeletion deletion = new RowDeletion(connection, keys, columns.model(), columns.number());
      deleted[0] = deletion.before(before);
      gone[0] = deletion.predictionKeys();
      return true;
    });
    for (long key : gone[0]) {
      ids.remove(key);
    }
    return deleted[0];
  }

  /**
   * Deletes the predictions about some subjects with their labels and feedback; nobody sees them
   * from then on. {@link #rewrite} takes their bytes from the files.
   *
   * @param model whose predictions, {@code null} for those of every model
   */
  public synchronized Deleted erase(Collection<String> subjects, @Nullable String model)
      throws IOException {
    applier.await(log.end(), WAIT_MILLIS);
    return applier.between(() -> {
      Deleted all = Deleted.NONE;
      for (ModelColumns columns : List.copyOf(tables.models().values())) {
        if (tables.exists(columns) && (model == null || model.equals(columns.model()))) {
          all = all.plus(eraseRows(columns, subjects));
        }
      }
      forgetProfiles.run();
      return all;
    });
  }

  private Deleted eraseRows(ModelColumns columns, Collection<String> subjects) throws SQLException {
    Deleted[] deleted = {Deleted.NONE};
    long[][] gone = {{}};
    database.write(connection -> {
      RowDeletion deletion = new RowDeletion(connection, keys, columns.model(), columns.number());
      deleted[0] = deletion.ofSubjects(subjects);
      gone[0] = deletion.predictionKeys();
      return true;
    });
    try {
      for (long key : gone[0]) {
        ids.put(key, IdIndex.ERASED);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the index of ids cannot be written", e);
    }
    tables.touched().everything(columns.model());
    return deleted[0];
  }

  /** The stored subjects of a model, or of every model, that a condition holds of. */
  public Set<String> subjects(@Nullable String model, Predicate<String> condition) {
    Set<String> found = new HashSet<>();
    for (ModelColumns columns : tables.models().values()) {
      if (tables.exists(columns) && (model == null || model.equals(columns.model()))) {
        found.addAll(read(c -> StoredSubjects.of(c, columns.number(), condition)));
      }
    }
    return found;
  }

  /**
   * Writes the tables anew and gives the log a new file, so that nothing that was deleted before is
   * in any file of the folder. Readers and new events go on meanwhile.
   */
  public synchronized void rewrite() throws IOException {
    Path fresh = database.file().resolveSibling("rewrite").resolve("events.duckdb");
    EventCopy.discard(fresh);
    applier.hold();
    try {
      long position = copied(fresh);
      applier.between(() -> {
        database.replace(fresh);
        tables.reload();
        join.renew(database, tables);
        applier.rewind(position);
        forgetProfiles.run();
        return position;
      });
    } finally {
      applier.letGo();
      EventCopy.discard(fresh);
    }
    committer.roll();
    applier.await(log.end(), WAIT_MILLIS);
    applier.releaseLog();
    log.discardTorn();
  }

  /** Writes the tables anew where much of their file is free. */
  public boolean compact() throws IOException, SQLException {
    long free = database.freeBytes();
    if (free < WORTHWHILE_BYTES || 3 * free < java.nio.file.Files.size(database.file())) {
      return false;
    }
    rewrite();
    return true;
  }

  /**
   * Copies everything that was acknowledged before the call, and perhaps some that came later, to a
   * file that must not be there.
   */
  public synchronized void copy(Path file) throws IOException {
    applier.await(log.end(), WAIT_MILLIS);
    copied(file);
  }

  private long copied(Path file) throws IOException {
    try {
      return database.read(connection -> {
        try {
          return EventCopy.to(connection, file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    } catch (SQLException e) {
      throw new IOException("the events cannot be copied to " + file + ": " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw new IOException("the events cannot be copied to " + file + ": " + e.getMessage(), e);
    }
  }

  /** How many events each model has. */
  Map<String, Restore.EventTotals> totals() {
    Map<String, Restore.EventTotals> totals = new TreeMap<>();
    for (ModelColumns columns : tables.models().values()) {
      if (tables.exists(columns)) {
        totals.put(
            columns.model(),
            read(c ->
                new Restore.EventTotals(
                    count(c, "prediction_", columns),
                    count(c, "label_", columns),
                    count(c, "feedback_", columns))));
      }
    }
    return totals;
  }

  private static long count(DuckDBConnection c, String table, ModelColumns columns)
      throws SQLException {
    return EventDatabase.number(c, "SELECT count(*) FROM " + table + columns.number());
  }

  private <T> T read(EventDatabase.Work<T> work) {
    try {
      return database.read(work);
    } catch (SQLException e) {
      throw new IllegalStateException("the events cannot be read: " + e.getMessage(), e);
    }
  }
}
