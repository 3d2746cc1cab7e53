package org.bellwether.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellwether.event.Change;
import org.bellwether.event.Event;
import org.bellwether.event.EventStore;
import org.bellwether.event.Feedback;
import org.bellwether.event.InvalidEventException;
import org.bellwether.event.Label;
import org.bellwether.event.Prediction;
import org.bellwether.store.EventColumn.Part;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Events in a folder: a log that makes them durable, DuckDB tables that they are read from, and an
 * index of what is there. One process at a time.
 */
public final class DuckDbEventStore implements EventStore, AutoCloseable {

  private static final long READ_MILLIS = 10_000;

  private final Path folder;
  private final FolderLock folderLock;
  private final EventKeys keys;
  private final EventDatabase database;
  private final EventTables tables;
  private final EventLog log;
  private final IdIndex ids;
  private final LiveProfiles live;
  private final Applier applier;
  private final Committer committer;
  private final Trouble writing;
  private final Trouble applying;
  private final EventUpkeep upkeep;

  private DuckDbEventStore(
      Path folder, FolderLock folderLock, StoreOptions options, InstantSource clock)
      throws IOException, SQLException {
    this.folder = folder;
    this.folderLock = folderLock;
    keys = new EventKeys(new SipHash(Secret.of(folder.resolve("ids.key"), 16)));
    database = EventDatabase.open(folder, options.databaseMemory());
    long applied = database.applied();
    log = EventLog.open(folder.resolve("log"), options.segmentBytes(), applied);
    ids = IdIndex.open(folder.resolve("ids"), log.end());
    LabelJoin join = new LabelJoin(ids, keys);
    tables = EventTables.open(database, join);
    join.begin(database, tables);
    if (!ids.complete()) {
      new IdRebuild(ids, keys, database, tables, join).run(log, applied);
    }
    writing = new Trouble(clock);
    applying = new Trouble(clock);
    live = new LiveProfiles(clock, database, tables);
    applier =
        new Applier(
            log,
            database,
            tables,
            applied,
            options,
            applying,
            live::accept,
            EventUpkeep.erased(ids, keys));
    committer = new Committer(log, ids, keys, applier, folder, options, writing);
    upkeep =
        new EventUpkeep(database, tables, log, ids, keys, applier, committer, join, live::forget);
  }

  /**
   * Opens the store of a folder, which is made when it is not there.
   *
   * @throws IOException if the folder cannot be used; the message says why
   */
  public static DuckDbEventStore open(Path folder, StoreOptions options, InstantSource clock)
      throws IOException {
    Files.createDirectories(folder);
    FolderLock lock = FolderLock.of(folder);
    try {
      return new DuckDbEventStore(folder, lock, options, clock);
    } catch (SQLException e) {
      lock.close();
      throw new IOException("the events in " + folder + " cannot be opened: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public Receipt append(List<? extends Event> events) {
    return committer.append(events);
  }

  /**
   * Checks an event against the columns of its model and takes note of new ones.
   *
   * @throws InvalidEventException if a value has another type than its column
   */
  public void admit(Event event) {
    String model = event.model();
    if (model != null && !(event instanceof Change)) {
      tables.of(model).admit(event);
    }
  }

  /** The columns of a model's events, in the order in which they appeared. */
  public List<EventColumn> columns(String model) {
    ModelColumns columns = tables.models().get(model);
    return columns == null ? List.of() : List.copyOf(columns.all());
  }

  /** Waits until everything that was acknowledged before is in the tables. */
  public void await() {
    applier.await(log.end(), READ_MILLIS);
  }

  @Override
  public @Nullable Recorded find(String model, String id) {
    long micros = ids.get(keys.prediction(model, id));
    if (micros == IdIndex.ABSENT || micros == IdIndex.ERASED) {
      return null;
    }
    await();
    ModelColumns columns = tables.of(model);
    return read(connection -> recorded(connection, columns, id, micros)).orElse(null);
  }

  private static Optional<Recorded> recorded(
      DuckDBConnection connection, ModelColumns columns, String id, long micros)
      throws SQLException {
    Prediction prediction = prediction(connection, columns, id, micros);
    return prediction == null
        ? Optional.empty()
        : Optional.of(
            new Recorded(
                prediction, labels(connection, columns, id), feedback(connection, columns, id)));
  }

  private static @Nullable Prediction prediction(
      DuckDBConnection connection, ModelColumns columns, String id, long micros)
      throws SQLException {
    // The time comes first: rows lie in about its order, so all but a few blocks are passed over.
    String sql =
        "SELECT * FROM prediction_%d WHERE time = make_timestamp(%d::BIGINT) AND id = ?"
            .formatted(columns.number(), micros);
    List<EventColumn> all = columns.all().stream().filter(c -> c.part() != Part.LABEL).toList();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, id);
      try (ResultSet row = statement.executeQuery()) {
        int present = row.getMetaData().getColumnCount() - EventTables.FIXED_COLUMNS;
        return row.next() ? EventRow.prediction(row, columns, all.subList(0, present)) : null;
      }
    }
  }

  private static List<Label> labels(DuckDBConnection connection, ModelColumns columns, String id)
      throws SQLException {
    List<Label> labels = new ArrayList<>();
    EventColumn column =
        columns.all().stream().filter(c -> c.part() == Part.LABEL).findFirst().orElse(null);
    if (column == null) {
      return labels;
    }
    try (PreparedStatement statement = byId(connection, "label", columns, id);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        Object value = EventRow.value(row, column);
        if (value != null) {
          labels.add(EventRow.label(row, columns.model(), value));
        }
      }
    }
    return labels;
  }

  private static List<Feedback> feedback(
      DuckDBConnection connection, ModelColumns columns, String id) throws SQLException {
    List<Feedback> feedback = new ArrayList<>();
    try (PreparedStatement statement = byId(connection, "feedback", columns, id);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        feedback.add(EventRow.feedback(row, columns.model()));
      }
    }
    return feedback;
  }

  private static PreparedStatement byId(
      DuckDBConnection connection, String table, ModelColumns columns, String id)
      throws SQLException {
    PreparedStatement statement =
        connection.prepareStatement(
            "SELECT * FROM %s_%d WHERE id = ? ORDER BY time".formatted(table, columns.number()));
    statement.setString(1, id);
    return statement;
  }

  /** How many events a model has; zero of everything for a model without events. */
  public EventCounts counts(String model) {
    await();
    ModelColumns columns = tables.models().get(model);
    return columns == null || !tables.exists(columns)
        ? new EventCounts(0, 0, 0, 0, null, null)
        : read(connection -> counts(connection, columns.number()));
  }

  private static EventCounts counts(DuckDBConnection connection, int number) throws SQLException {
    String sql =
        """
        SELECT labels.*, delays.*,
          (SELECT count(*) FROM prediction_%1$d), (SELECT count(*) FROM feedback_%1$d)
        FROM (SELECT count(*), count(predicted) FROM label_%1$d) labels,
          (SELECT median(delay), quantile_cont(delay, 0.95)
          FROM (SELECT epoch_us(time) / 1e6 - epoch_us(predicted) / 1e6 AS delay FROM label_%1$d
            WHERE rowid > (SELECT max(rowid) FROM label_%1$d) - %2$d)) delays
        """
            .formatted(number, EventCounts.DELAYS);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return new EventCounts(
          row.getLong(5),
          row.getLong(1),
          row.getLong(2),
          row.getLong(6),
          row.getObject(3, Double.class),
          row.getObject(4, Double.class));
    }
  }

  /** Profiles of the running hour and the one before, as far as there are predictions. */
  public List<ProfiledHour> hours(String model) {
    await();
    ModelColumns columns = tables.models().get(model);
    return columns == null || !tables.exists(columns) ? List.of() : live.of(model);
  }

  @Override
  public List<Change> changes(String model) {
    await();
    return read(connection -> {
      List<Change> changes = new ArrayList<>();
      try (PreparedStatement statement =
          connection.prepareStatement(
              "SELECT * FROM change_event WHERE model = ? OR model IS NULL ORDER BY time, id")) {
        statement.setString(1, model);
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            changes.add(EventRow.change(row));
          }
        }
      }
      return changes;
    });
  }

  /**
   * What has arrived of a model.
   *
   * @param from start of the span that is counted
   * @param step length of each part of it
   * @param parts how many parts the span has
   */
  public Arrivals arrivals(String model, Instant from, Duration step, int parts) {
    return arrived(
        model, Arrivals.none(from, step, parts), reader -> reader.read(from, step, parts));
  }

  /** The latest predictions whose time lies in a span, latest first. */
  public List<Prediction> predictions(String model, Instant from, Instant to, int limit) {
    return arrived(model, List.of(), reader -> reader.predictions(from, to, limit));
  }

  /** The latest labels whose time lies in a span, latest first. */
  public List<Label> labels(String model, Instant from, Instant to, int limit) {
    return arrived(model, List.of(), reader -> reader.labels(from, to, limit));
  }

  private interface Reading<T> {
    T with(ArrivalReader reader) throws SQLException;
  }

  private <T> T arrived(String model, T none, Reading<T> reading) {
    await();
    ModelColumns columns = tables.models().get(model);
    return columns == null || !tables.exists(columns)
        ? none
        : read(connection -> reading.with(new ArrivalReader(connection, columns)));
  }

  /** What has changed in the tables since somebody last asked. */
  public Touched touched() {
    return tables.touched();
  }

  /** Names of the models that have events. */
  public List<String> models() {
    return tables.models().values().stream()
        .filter(tables::exists)
        .map(ModelColumns::model)
        .sorted()
        .toList();
  }

  /** The rows of a model, {@code null} while it has none. */
  public @Nullable WindowRows rows(String model) {
    ModelColumns columns = tables.models().get(model);
    return columns == null || !tables.exists(columns)
        ? null
        : new WindowRows(this, columns.number(), tables.all(columns));
  }

  <T> T read(EventDatabase.Work<T> work) {
    try {
      return database.read(work);
    } catch (SQLException e) {
      throw new IllegalStateException("the events cannot be read: " + e.getMessage(), e);
    }
  }

  /** Deletes and copies what is stored. */
  public EventUpkeep upkeep() {
    return upkeep;
  }

  public StoreHealth health() {
    Trouble.State state = writing.state() == null ? applying.state() : writing.state();
    return new StoreHealth(
        state == null ? null : state.problem(),
        writing.state() != null,
        state == null ? null : state.since(),
        log.bytes(),
        log.end() - applier.applied(),
        Committer.freeBytes(folder));
  }

  /** Makes durable and applies what has been taken in, and closes the files. */
  @Override
  public void close() {
    committer.close();
    applier.close();
    try {
      database.close();
      log.close();
      keepIndex();
    } catch (SQLException e) {
      throw new IllegalStateException("the events cannot be closed: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("the events cannot be closed", e);
    } finally {
      folderLock.close();
    }
  }

  /** On a full disk the next start fills the index again. */
  private void keepIndex() {
    try {
      ids.close(log.end());
    } catch (IOException e) {
      writing.is("the index of ids cannot be kept and will be made again: " + e.getMessage());
    }
  }
}
