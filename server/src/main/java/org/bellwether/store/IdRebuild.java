package org.bellwether.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.bellwether.event.Event;
import org.bellwether.event.EventCodec;
import org.bellwether.event.Label;
import org.bellwether.event.Micros;
import org.bellwether.files.Chunks;
import org.bellwether.store.EventColumn.Part;
import org.duckdb.DuckDBConnection;

/** Fills an empty index from the tables and from what the log holds beyond them. */
final class IdRebuild {

  private final IdIndex ids;
  private final EventKeys keys;
  private final EventDatabase database;
  private final EventTables tables;
  private final LabelJoin join;

  IdRebuild(
      IdIndex ids, EventKeys keys, EventDatabase database, EventTables tables, LabelJoin join) {
    this.ids = ids;
    this.keys = keys;
    this.database = database;
    this.tables = tables;
    this.join = join;
  }

  void run(EventLog log, long applied) throws SQLException, IOException {
    database.read(connection -> {
      for (ModelColumns columns : tables.models().values()) {
        predictions(connection, columns);
        labels(connection, columns);
        rows(
            connection,
            "SELECT * FROM feedback_" + columns.number(),
            row -> add(EventRow.feedback(row, columns.model())));
      }
      rows(connection, "SELECT key FROM erased_key", row -> claim(row.getLong(1), IdIndex.ERASED));
      rows(connection, "SELECT * FROM change_event", row -> add(EventRow.change(row)));
      return true;
    });
    log.read(
        applied,
        Long.MAX_VALUE,
        (content, end) -> {
          for (Event event : EventCodec.decode(content)) {
            add(event);
          }
        });
  }

  private void add(Event event) {
    claim(keys.of(event), Micros.of(event.time()));
  }

  private void claim(long key, long micros) {
    try {
      ids.claim(key, micros);
    } catch (IOException e) {
      throw new UncheckedIOException("the index of ids cannot be written", e);
    }
  }

  private void predictions(DuckDBConnection connection, ModelColumns columns) throws SQLException {
    String sql = "SELECT id, epoch_us(time) FROM prediction_" + columns.number();
    Chunks.read(
        connection,
        sql,
        chunk -> {
          var id = chunk.vector(0);
          var time = chunk.vector(1);
          for (long i = 0; i < chunk.rowCount(); i++) {
            claim(keys.prediction(columns.model(), id.getString(i)), time.getLong(i));
          }
        });
  }

  private void labels(DuckDBConnection connection, ModelColumns columns) throws SQLException {
    for (EventColumn column : columns.all()) {
      if (column.part() == Part.LABEL) {
        rows(
            connection,
            "SELECT * FROM label_" + columns.number(),
            row -> {
              Object value = EventRow.value(row, column);
              if (value != null) {
                Label label = EventRow.label(row, columns.model(), value);
                add(label);
                if (row.getObject("predicted") == null) {
                  join.note(label);
                }
              }
            });
      }
    }
  }

  @FunctionalInterface
  private interface RowReader {
    void accept(ResultSet row) throws SQLException;
  }

  private static void rows(DuckDBConnection connection, String sql, RowReader reader)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        reader.accept(row);
      }
    }
  }
}
