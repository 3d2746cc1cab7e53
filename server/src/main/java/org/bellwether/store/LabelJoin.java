package org.bellwether.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.bellwether.event.Label;
import org.bellwether.event.Micros;
import org.bellwether.event.Prediction;
import org.duckdb.DuckDBConnection;

/**
 * Writes the time of its prediction beside each label, so that label and prediction find each other
 * by time and id. A late label knows it at once, from the index; an early one is noted in the index
 * and gets it when its prediction comes. For the one thread that applies events.
 */
final class LabelJoin {

  private final IdIndex ids;
  private final EventKeys keys;
  private final List<Long> met = new ArrayList<>();

  /** Whether any label has waited: most services never see one. */
  private boolean waiting;

  LabelJoin(IdIndex ids, EventKeys keys) {
    this.ids = ids;
    this.keys = keys;
  }

  /** Looks whether labels wait from before. */
  void begin(EventDatabase database, EventTables tables) throws SQLException {
    for (ModelColumns columns : tables.models().values()) {
      String sql =
          "SELECT count(*) FROM label_%d WHERE predicted IS NULL".formatted(columns.number());
      waiting |= database.read(connection -> EventDatabase.number(connection, sql)) > 0;
    }
  }

  /** Notes anew which labels wait, after the tables have gone back to an earlier state. */
  void renew(EventDatabase database, EventTables tables) throws SQLException {
    for (ModelColumns columns : tables.models().values()) {
      if (tables.exists(columns)) {
        database.read(connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row =
                  statement.executeQuery(
                      "SELECT id FROM label_%d WHERE predicted IS NULL"
                          .formatted(columns.number()))) {
            while (row.next()) {
              note(columns.model(), row.getString(1));
            }
          }
          return true;
        });
      }
    }
  }

  /** The time of a label's prediction, {@link IdIndex#ABSENT} where there is none yet. */
  long predicted(Label label) {
    long micros = ids.get(keys.prediction(label.model(), label.id()));
    if (micros == IdIndex.ABSENT) {
      note(label);
    }
    return micros;
  }

  /** Notes that a label waits for its prediction. */
  void note(Label label) {
    note(label.model(), label.id());
  }

  private void note(String model, String id) {
    waiting = true;
    try {
      ids.put(keys.waiting(model, id), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("the index of ids cannot be written", e);
    }
  }

  /** Finds the labels that have waited for these predictions. */
  void late(DuckDBConnection connection, ModelColumns columns, List<Prediction> predictions)
      throws SQLException {
    if (!waiting) {
      return;
    }
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Prediction p : predictions) {
      long key = keys.waiting(p.model(), p.id());
      if (ids.get(key) != IdIndex.ABSENT) {
        met.add(key);
        first = Math.min(first, Micros.of(p.time()));
        last = Math.max(last, Micros.of(p.time()));
      }
    }
    if (first <= last) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            """
            UPDATE label_%1$d AS l SET predicted = p.time FROM prediction_%1$d AS p
            WHERE l.predicted IS NULL AND l.id = p.id
              AND p.time BETWEEN make_timestamp(%2$d::BIGINT) AND make_timestamp(%3$d::BIGINT)
            """
                .formatted(columns.number(), first, last));
      }
    }
  }

  /** What was found is in the tables for good. */
  void settled() {
    met.forEach(ids::remove);
    met.clear();
  }
}
