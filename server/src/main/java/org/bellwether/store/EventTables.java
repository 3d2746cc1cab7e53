package org.bellwether.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bellwether.event.Change;
import org.bellwether.event.Event;
import org.bellwether.event.Feedback;
import org.bellwether.event.Label;
import org.bellwether.event.Micros;
import org.bellwether.event.Prediction;
import org.bellwether.store.EventColumn.Part;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** The tables of events: three for each model, columns added as they appear. */
final class EventTables {

  /** Columns of a table of predictions before those that the model names. */
  static final int FIXED_COLUMNS = 14;

  private final EventDatabase database;
  private final LabelJoin join;
  private final ConcurrentMap<String, ModelColumns> models = new ConcurrentHashMap<>();

  /** Columns that a model's table has already, by the model's number. */
  private final Map<Integer, Integer> made = new ConcurrentHashMap<>();

  private final Touched touched = new Touched();

  private EventTables(EventDatabase database, LabelJoin join) {
    this.database = database;
    this.join = join;
  }

  static EventTables open(EventDatabase database, LabelJoin join) throws SQLException {
    EventTables tables = new EventTables(database, join);
    database.read(connection -> {
      tables.load(connection);
      return true;
    });
    return tables;
  }

  private void load(DuckDBConnection connection) throws SQLException {
    Map<Integer, ModelColumns> byNumber = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT number, model FROM model_table")) {
      while (rows.next()) {
        ModelColumns columns = new ModelColumns(rows.getString(2), rows.getInt(1));
        byNumber.put(columns.number(), columns);
        models.put(columns.model(), columns);
        made.put(columns.number(), 0);
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT number, part, name, type, ordinal FROM model_column ORDER BY ordinal")) {
      while (rows.next()) {
        ModelColumns columns = byNumber.get(rows.getInt(1));
        if (columns != null) {
          columns.add(
              new EventColumn(
                  Part.valueOf(rows.getString(2)),
                  rows.getString(3),
                  EventColumn.Type.valueOf(rows.getString(4)),
                  rows.getInt(5)));
          made.merge(columns.number(), 1, Integer::sum);
        }
      }
    }
  }

  /** The models that have events. */
  Map<String, ModelColumns> models() {
    return models;
  }

  /** The columns of a model, made when there are none yet. */
  ModelColumns of(String model) {
    ModelColumns known = models.get(model);
    if (known != null) {
      return known;
    }
    synchronized (models) {
      return models.computeIfAbsent(model, name -> new ModelColumns(name, models.size()));
    }
  }

  /** Whether a model has its tables. */
  boolean exists(ModelColumns columns) {
    return made.containsKey(columns.number());
  }

  /** The columns that a model's table of predictions has beside the fixed ones. */
  List<EventColumn> made(ModelColumns columns) {
    return columns.all().stream()
        .limit(made.getOrDefault(columns.number(), 0))
        .filter(c -> c.part() != Part.LABEL)
        .toList();
  }

  /** The columns that a model's tables have beside the fixed ones, that of labels too. */
  List<EventColumn> all(ModelColumns columns) {
    return List.copyOf(columns.all().subList(0, made.getOrDefault(columns.number(), 0)));
  }

  /** Takes note of the columns that the tables have after another file took their place. */
  void reload() throws SQLException {
    Map<Integer, Integer> found =
        database.read(connection -> {
          Map<Integer, Integer> counts = new HashMap<>();
          try (Statement statement = connection.createStatement();
              ResultSet rows =
                  statement.executeQuery(
                      "SELECT number, count(ordinal) FROM model_table"
                          + " LEFT JOIN model_column USING (number) GROUP BY number")) {
            while (rows.next()) {
              counts.put(rows.getInt(1), rows.getInt(2));
            }
          }
          return counts;
        });
    made.keySet().retainAll(found.keySet());
    made.putAll(found);
  }

  /** What has changed since it was last asked. */
  Touched touched() {
    return touched;
  }

  /** Appends events and moves the applied position, both or neither. */
  void append(List<Event> events, long position) throws SQLException {
    Map<String, List<Event>> byModel = new LinkedHashMap<>();
    List<Change> changes = new ArrayList<>();
    for (Event event : events) {
      String model = event.model();
      if (event instanceof Change change) {
        changes.add(change);
      } else if (model != null) {
        byModel.computeIfAbsent(model, m -> new ArrayList<>()).add(event);
        of(model).admit(event);
      }
    }
    for (String model : byModel.keySet()) {
      make(of(model));
    }
    try {
      database.write(connection -> {
        for (Map.Entry<String, List<Event>> entry : byModel.entrySet()) {
          append(connection, of(entry.getKey()), entry.getValue());
        }
        append(connection, changes);
        try (PreparedStatement moved =
            connection.prepareStatement("UPDATE store SET applied = ?")) {
          moved.setLong(1, position);
          moved.execute();
        }
        return true;
      });
    } finally {
      touched.written();
    }
  }

  /** Makes the model's tables and columns that are not there yet. */
  private void make(ModelColumns columns) throws SQLException {
    int number = columns.number();
    Integer before = made.get(number);
    List<EventColumn> all = List.copyOf(columns.all());
    if (before != null && before == all.size()) {
      return;
    }
    database.write(connection -> {
      if (before == null) {
        create(connection, columns);
      }
      List<EventColumn> fresh = all.subList(before == null ? 0 : before, all.size());
      try (Statement statement = connection.createStatement();
          PreparedStatement known =
              connection.prepareStatement("INSERT INTO model_column VALUES (?, ?, ?, ?, ?)")) {
        for (EventColumn column : fresh) {
          statement.execute(
              "ALTER TABLE %s_%d ADD COLUMN %s %s"
                  .formatted(
                      column.part() == Part.LABEL ? "label" : "prediction",
                      number,
                      column.sqlName(),
                      column.type().sql()));
          known.setInt(1, number);
          known.setInt(2, column.ordinal());
          known.setString(3, column.part().name());
          known.setString(4, column.name());
          known.setString(5, column.type().name());
          known.execute();
        }
      }
      return true;
    });
    made.put(number, all.size());
  }

  private static void create(DuckDBConnection connection, ModelColumns columns)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        PreparedStatement known =
            connection.prepareStatement("INSERT INTO model_table VALUES (?, ?)")) {
      statement.execute(
          """
          CREATE TABLE prediction_%1$d
            (id VARCHAR, time TIMESTAMP, version VARCHAR, score DOUBLE, decision VARCHAR,
             subject VARCHAR, latency_ms DOUBLE, cost DOUBLE, tokens_in BIGINT, tokens_out BIGINT,
             text VARCHAR, embedding FLOAT[], trace VARCHAR, error VARCHAR);
          CREATE TABLE label_%1$d
            (id VARCHAR, time TIMESTAMP, source VARCHAR, predicted TIMESTAMP);
          CREATE TABLE feedback_%1$d
            (id VARCHAR, time TIMESTAMP, kind VARCHAR, number DOUBLE, flag BOOLEAN, text VARCHAR,
             author VARCHAR, comment VARCHAR);
          """
              .formatted(columns.number()));
      known.setInt(1, columns.number());
      known.setString(2, columns.model());
      known.execute();
    }
  }

  private void append(DuckDBConnection connection, ModelColumns columns, List<Event> events)
      throws SQLException {
    int number = columns.number();
    EventColumn[] parts = made(columns).toArray(EventColumn[]::new);
    List<Prediction> predictions = new ArrayList<>(events.size());
    List<Label> labels = new ArrayList<>();
    List<Feedback> feedback = new ArrayList<>();
    for (Event event : events) {
      switch (event) {
        case Prediction p -> predictions.add(p);
        case Label l -> labels.add(l);
        case Feedback f -> feedback.add(f);
        case Change c -> throw new IllegalArgumentException("a change belongs to no model's table");
      }
    }
    Touched.Mark mark = touched.of(columns.model());
    if (!predictions.isEmpty()) {
      try (DuckDBAppender to = connection.createAppender("prediction_" + number)) {
        for (Prediction p : predictions) {
          EventRow.append(to, p, parts);
          mark.prediction(Micros.of(p.time()));
        }
      }
      join.late(connection, columns, predictions);
    }
    if (!labels.isEmpty()) {
      try (DuckDBAppender to = connection.createAppender("label_" + number)) {
        for (Label l : labels) {
          long predicted = join.predicted(l);
          EventRow.append(to, l, predicted);
          mark.label(predicted);
        }
      }
    }
    if (!feedback.isEmpty()) {
      try (DuckDBAppender to = connection.createAppender("feedback_" + number)) {
        for (Feedback f : feedback) {
          EventRow.append(to, f);
        }
      }
    }
  }

  private static void append(DuckDBConnection connection, List<Change> changes)
      throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    try (DuckDBAppender to = connection.createAppender("change_event")) {
      for (Change c : changes) {
        to.beginRow();
        to.append(c.id());
        EventRow.text(to, c.model());
        to.append(c.kind());
        to.appendEpochMicros(Micros.of(c.time()));
        EventRow.text(to, c.author());
        to.append(c.description());
        to.append(c.details());
        to.endRow();
      }
    }
  }
}
