package org.bellwether.watch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bellwether.event.Micros;
import org.bellwether.store.Metadata;
import org.bellwether.store.Touched;

/** Numbers of the business beside those of models, such as conversion or saved accounts. */
public final class KpiTable {

  /** Most values of one request. */
  public static final int MOST = 10_000;

  private static final int MOST_NAME = 256;

  /** Values of one KPI that a window is compared with. */
  static final int EARLIER = 24;

  /**
   * A value.
   *
   * @param id unique for the model; a second value of the same id takes the place of the first
   * @param name of the KPI
   * @param time that it is of
   */
  public record Value(String id, String name, double value, Instant time) {}

  private final Metadata metadata;
  private final Touched touched;
  private final InstantSource clock;

  /**
   * A table.
   *
   * @param touched what makes the watch look at the windows of new values
   */
  public KpiTable(Metadata metadata, Touched touched, InstantSource clock) {
    this.metadata = metadata;
    this.touched = touched;
    this.clock = clock;
  }

  /**
   * Keeps values, all of them or none.
   *
   * @throws IllegalArgumentException if one is wrong; the message names its place
   */
  public void keep(String model, List<Value> values) {
    if (values.size() > MOST) {
      throw new IllegalArgumentException(values.size() + " values at a time: send at most " + MOST);
    }
    for (int i = 0; i < values.size(); i++) {
      require("value " + (i + 1) + ": ", values.get(i));
    }
    Instant received = clock.instant();
    metadata.inTransaction(() -> {
      values.forEach(value -> keep(model, value, received));
      return values.size();
    });
    values.forEach(value -> touched.note(model, value.time()));
  }

  private static void require(String where, Value value) {
    if (value.id().isBlank() || value.id().length() > MOST_NAME) {
      throw new IllegalArgumentException(where + "id must have 1 to 256 characters");
    }
    if (value.name().isBlank() || value.name().length() > MOST_NAME) {
      throw new IllegalArgumentException(where + "name must have 1 to 256 characters");
    }
    if (!Double.isFinite(value.value())) {
      throw new IllegalArgumentException(where + "value must be a finite number");
    }
  }

  private void keep(String model, Value value, Instant received) {
    metadata
        .jdbc()
        .sql("delete from kpi_value where model = ? and id = ?")
        .params(model, value.id())
        .update();
    metadata
        .jdbc()
        .sql(
            """
            insert into kpi_value (model, id, name, happened, amount, received)
            values (:model, :id, :name, :happened, :amount, :received)
            """)
        .param("model", model)
        .param("id", value.id())
        .param("name", value.name())
        .param("happened", WindowTable.utc(value.time()))
        .param("amount", value.value())
        .param("received", WindowTable.utc(received))
        .update();
  }

  /** The values of a model in a span, oldest first. */
  public List<Value> of(String model, Instant from, Instant to, int most) {
    return metadata
        .jdbc()
        .sql(
            """
            select id, name, amount, happened from kpi_value
            where model = :model and happened >= :from and happened < :to
            order by happened desc, id limit :most
            """)
        .param("model", model)
        .param("from", WindowTable.utc(from))
        .param("to", WindowTable.utc(to))
        .param("most", most)
        .query((row, n) ->
            new Value(
                row.getString("id"),
                row.getString("name"),
                row.getDouble("amount"),
                WindowTable.instant(row, "happened")))
        .list()
        .reversed();
  }

  /** When the latest value of each window was received, in microseconds since 1970, by start. */
  Map<Instant, Long> marks(String model, WindowLength length, Instant from, Instant to) {
    Map<Instant, Long> marks = new TreeMap<>();
    metadata
        .jdbc()
        .sql(
            """
            select happened, received from kpi_value
            where model = :model and happened >= :from and happened < :to
            """)
        .param("model", model)
        .param("from", WindowTable.utc(from))
        .param("to", WindowTable.utc(to))
        .query(row -> {
          marks.merge(
              length.start(WindowTable.instant(row, "happened")),
              Micros.of(WindowTable.instant(row, "received")),
              Math::max);
        });
    return marks;
  }

  /**
   * A KPI in a window.
   *
   * @param value the mean of its values in the window
   * @param earlier the same of the last windows that have any, latest first
   */
  record InWindow(double value, double[] earlier) {}

  /** The KPIs that have a value in a window, by name. */
  Map<String, InWindow> inWindow(String model, WindowLength length, Instant start) {
    Instant from = length.shifted(start, -Watch.MOST_WINDOWS);
    Map<String, TreeMap<Instant, List<Double>>> byName = new TreeMap<>();
    Map<String, InWindow> found = new LinkedHashMap<>();
    if (of(model, start, length.end(start), 1).isEmpty()) {
      return found;
    }
    for (Value value : of(model, from, length.end(start), MOST)) {
      byName
          .computeIfAbsent(value.name(), n -> new TreeMap<>())
          .computeIfAbsent(length.start(value.time()), s -> new ArrayList<>())
          .add(value.value());
    }
    byName.forEach((name, windows) -> {
      List<Double> now = windows.remove(start);
      if (now != null) {
        double[] earlier =
            windows.descendingMap().values().stream()
                .limit(EARLIER)
                .mapToDouble(KpiTable::mean)
                .toArray();
        found.put(name, new InWindow(mean(now), earlier));
      }
    });
    return found;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
  }
}
