package org.bellwether.store;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bellwether.event.Micros;
import org.bellwether.event.Prediction;
import org.bellwether.files.Chunks;
import org.bellwether.profile.ColumnBatch;
import org.bellwether.profile.ColumnVector;
import org.bellwether.profile.Profile;
import org.bellwether.profile.ProfileOptions;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Task;
import org.bellwether.store.EventColumn.Part;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/**
 * The profile of the predictions that a model made within one hour: score, latency and cost, and
 * every column of the model but rankings. Free text and embeddings are left out.
 */
final class HourProfile {

  private static final int BATCH = 2_048;
  private static final ProfileOptions OPTIONS =
      ProfileOptions.defaults()
          .withExactBudgetBytes(2L << 20)
          .withSampleSize(1_000)
          .withMaxSlices(20);

  /** A column: where its values are in a prediction and in the table. */
  private record Source(
      ColumnSchema schema, String sqlName, Function<Prediction, @Nullable Object> value) {}

  private final Instant from;
  private final Instant to;
  private final int number;
  private final int columns;
  private final List<Source> sources = new ArrayList<>();
  private final List<BatchColumn> batch;
  private final Profile profile;
  private int rows;
  private Instant last;

  HourProfile(int number, List<EventColumn> all, Instant from) {
    this.from = from;
    this.to = from.plus(1, ChronoUnit.HOURS);
    this.last = from;
    this.number = number;
    sources.add(figure("score", "score", Role.SCORE, Prediction::score));
    sources.add(figure("latencyMs", "latency_ms", Role.FEATURE, Prediction::latencyMs));
    sources.add(figure("cost", "cost", Role.FEATURE, Prediction::cost));
    columns = all.size();
    for (EventColumn column : all) {
      Source source = source(column);
      if (source != null) {
        sources.add(source);
      }
    }
    List<ColumnSchema> schema = sources.stream().map(Source::schema).toList();
    profile =
        Profile.create(
            new Schema(schema, Task.NONE, null, Schema.DEFAULT_DECISION_THRESHOLD), OPTIONS);
    batch = schema.stream().map(c -> BatchColumn.of(c.type(), BATCH)).toList();
  }

  private static Source figure(
      String name, String sqlName, Role role, Function<Prediction, @Nullable Object> value) {
    return new Source(ColumnSchema.of(name, ColumnType.NUMERIC, role), sqlName, value);
  }

  private static @Nullable Source source(EventColumn column) {
    ColumnType type =
        switch (column.type()) {
          case NUMBER -> ColumnType.NUMERIC;
          case FLAG -> ColumnType.BOOLEAN;
          case TEXT -> ColumnType.CATEGORICAL;
          case RANKING -> null;
        };
    if (type == null || column.part() == Part.LABEL) {
      return null;
    }
    Role role =
        switch (column.part()) {
          case SCORES -> Role.SCORE;
          case SEGMENTS -> Role.SEGMENT;
          case ATTRIBUTIONS -> Role.ATTRIBUTION;
          case PREDICTION -> Role.PREDICTION;
          default -> Role.FEATURE;
        };
    return new Source(ColumnSchema.of(column.field(), type, role), column.sqlName(), column::of);
  }

  Instant from() {
    return from;
  }

  /** Columns of the model when this profile began. */
  int columns() {
    return columns;
  }

  /** When the last prediction was made. */
  Instant last() {
    return last;
  }

  boolean covers(Instant time) {
    return !time.isBefore(from) && time.isBefore(to);
  }

  void accept(Prediction p) {
    for (int c = 0; c < batch.size(); c++) {
      batch.get(c).set(rows, sources.get(c).value().apply(p));
    }
    last = p.time();
    added();
  }

  private void added() {
    if (++rows == BATCH) {
      flush();
    }
  }

  private void flush() {
    if (rows > 0) {
      int n = rows;
      List<ColumnVector> vectors = batch.stream().map(c -> c.take(n)).toList();
      profile.accept(new ColumnBatch(n, ColumnBatch.UNKNOWN, vectors));
      rows = 0;
    }
  }

  /** Takes in what the model's table holds of the hour. */
  void read(DuckDBConnection connection) throws SQLException {
    StringBuilder sql = new StringBuilder("SELECT ");
    for (Source source : sources) {
      sql.append(source.sqlName()).append(", ");
    }
    sql.append("epoch_us(time) FROM prediction_%d".formatted(number))
        .append(
            " WHERE time >= make_timestamp(%d::BIGINT) AND time < make_timestamp(%d::BIGINT)"
                .formatted(Micros.of(from), Micros.of(to)));
    Chunks.read(
        connection,
        sql.toString(),
        chunk -> {
          List<DuckDBReadableVector> vectors = new ArrayList<>();
          for (int c = 0; c < batch.size(); c++) {
            vectors.add(chunk.vector(c));
          }
          for (long row = 0; row < chunk.rowCount(); row++) {
            for (int c = 0; c < batch.size(); c++) {
              batch.get(c).set(rows, value(vectors.get(c), row, sources.get(c).schema().type()));
            }
            added();
          }
        });
  }

  private static @Nullable Object value(DuckDBReadableVector vector, long row, ColumnType type) {
    if (vector.isNull(row)) {
      return null;
    }
    return switch (type) {
      case NUMERIC -> vector.getDouble(row);
      case BOOLEAN -> vector.getBoolean(row);
      default -> vector.getString(row);
    };
  }

  long rows() {
    return profile.rows() + rows;
  }

  /** As of now. */
  ProfiledHour profiled() {
    flush();
    return new ProfiledHour(
        from, profile.rows(), profile.schema(), profile.whole(), profile.toJson());
  }
}
