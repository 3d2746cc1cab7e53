package org.bellwether.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.event.Change;
import org.bellwether.event.Feedback;
import org.bellwether.event.Label;
import org.bellwether.event.Micros;
import org.bellwether.event.Prediction;
import org.bellwether.event.Tokens;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Events as rows of their tables, and back. */
final class EventRow {

  private EventRow() {}

  static void append(DuckDBAppender to, Prediction p, EventColumn[] columns) throws SQLException {
    to.beginRow();
    to.append(p.id());
    to.appendEpochMicros(Micros.of(p.time()));
    text(to, p.version());
    number(to, p.score());
    text(to, p.decision());
    text(to, p.subject());
    number(to, p.latencyMs());
    number(to, p.cost());
    Tokens tokens = p.tokens();
    if (tokens == null) {
      to.appendNull();
      to.appendNull();
    } else {
      to.append(tokens.input());
      to.append(tokens.output());
    }
    text(to, p.text());
    float[] embedding = p.embedding();
    if (embedding == null) {
      to.appendNull();
    } else {
      to.append(embedding);
    }
    text(to, p.trace());
    text(to, p.error());
    for (EventColumn column : columns) {
      value(to, column.of(p));
    }
    to.endRow();
  }

  static void append(DuckDBAppender to, Label l, long predicted) throws SQLException {
    to.beginRow();
    to.append(l.id());
    to.appendEpochMicros(Micros.of(l.time()));
    text(to, l.source());
    if (predicted == IdIndex.ABSENT) {
      to.appendNull();
    } else {
      to.appendEpochMicros(predicted);
    }
    value(to, l.label());
    to.endRow();
  }

  static void append(DuckDBAppender to, Feedback f) throws SQLException {
    to.beginRow();
    to.append(f.id());
    to.appendEpochMicros(Micros.of(f.time()));
    to.append(f.kind());
    number(to, f.value() instanceof Double d ? d : null);
    value(to, f.value() instanceof Boolean b ? b : null);
    text(to, f.value() instanceof String s ? s : null);
    text(to, f.author());
    text(to, f.comment());
    to.endRow();
  }

  static void text(DuckDBAppender to, @Nullable String text) throws SQLException {
    if (text == null) {
      to.appendNull();
    } else {
      to.append(text);
    }
  }

  private static void number(DuckDBAppender to, @Nullable Double number) throws SQLException {
    if (number == null) {
      to.appendNull();
    } else {
      to.append(number.doubleValue());
    }
  }

  private static void value(DuckDBAppender to, @Nullable Object value) throws SQLException {
    switch (value) {
      case null -> to.appendNull();
      case Double d -> to.append(d.doubleValue());
      case Boolean b -> to.append(b.booleanValue());
      case String s -> to.append(s);
      case List<?> ranking -> to.append(ranking);
      default -> throw new IllegalArgumentException("no value of an event: " + value.getClass());
    }
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  static Prediction prediction(ResultSet row, ModelColumns columns, List<EventColumn> table)
      throws SQLException {
    Prediction.Builder to =
        Prediction.of(row.getString("id"), columns.model(), time(row, "time"))
            .version(row.getString("version"))
            .score(real(row, "score"))
            .decision(row.getString("decision"))
            .subject(row.getString("subject"))
            .latencyMs(real(row, "latency_ms"))
            .cost(real(row, "cost"))
            .text(row.getString("text"))
            .trace(row.getString("trace"))
            .error(row.getString("error"));
    long input = row.getLong("tokens_in");
    if (!row.wasNull()) {
      to.tokens(new Tokens(input, row.getLong("tokens_out")));
    }
    Array embedding = row.getArray("embedding");
    if (embedding != null) {
      Object[] values = (Object[]) embedding.getArray();
      float[] vector = new float[values.length];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = ((Number) values[i]).floatValue();
      }
      to.embedding(vector);
    }
    for (EventColumn column : table) {
      Object value = value(row, column);
      if (value != null) {
        set(to, column, value);
      }
    }
    return to.build();
  }

  private static @Nullable Double real(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : (Double) value;
  }

  static @Nullable Object value(ResultSet row, EventColumn column) throws SQLException {
    String name = column.sqlName();
    return switch (column.type()) {
      case NUMBER -> real(row, name);
      case FLAG -> {
        boolean flag = row.getBoolean(name);
        yield row.wasNull() ? null : (Boolean) flag;
      }
      case TEXT -> row.getString(name);
      case RANKING -> {
        Array ranking = row.getArray(name);
        if (ranking == null) {
          yield null;
        }
        List<String> items = new ArrayList<>();
        for (Object item : (Object[]) ranking.getArray()) {
          items.add((String) item);
        }
        yield List.copyOf(items);
      }
    };
  }

  private static void set(Prediction.Builder to, EventColumn column, Object value) {
    switch (column.part()) {
      case FEATURES -> to.feature(column.name(), value);
      case SCORES -> to.score(column.name(), (Double) value);
      case SEGMENTS -> to.segment(column.name(), (String) value);
      case STAGES -> to.stage(column.name(), (Double) value);
      case ATTRIBUTIONS -> to.attribution(column.name(), (Double) value);
      case PREDICTION -> to.prediction(value);
      case LABEL -> throw new IllegalArgumentException("a label is no part of a prediction");
    }
  }

  static Label label(ResultSet row, String model, Object value) throws SQLException {
    return new Label(row.getString("id"), model, value, time(row, "time"), row.getString("source"));
  }

  static Feedback feedback(ResultSet row, String model) throws SQLException {
    Object value = real(row, "number");
    if (value == null) {
      boolean flag = row.getBoolean("flag");
      value = row.wasNull() ? row.getString("text") : (Object) flag;
    }
    return new Feedback(
        row.getString("id"),
        model,
        row.getString("kind"),
        value,
        time(row, "time"),
        row.getString("author"),
        row.getString("comment"));
  }

  static Change change(ResultSet row) throws SQLException {
    Map<String, String> details = new LinkedHashMap<>();
    Object map = row.getObject("details");
    if (map instanceof Map<?, ?> found) {
      found.forEach((name, text) -> details.put((String) name, (String) text));
    }
    return new Change(
        row.getString("id"),
        row.getString("model"),
        row.getString("kind"),
        time(row, "time"),
        row.getString("author"),
        row.getString("description"),
        details);
  }
}
