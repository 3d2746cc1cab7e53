package org.bellwether.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellwether.files.EventShape.Form;
import org.jspecify.annotations.Nullable;

/** Writes the SQL that makes the JSON of an event of each row of a table. */
final class EventColumns {

  private final String table;
  private final Map<String, EventCell> cells = new LinkedHashMap<>();
  private final EventOptions options;

  /**
   * Of a table.
   *
   * @param table for messages
   * @throws WrongSettingException if the options name a column that is not there
   */
  EventColumns(String table, List<EventCell> cells, EventOptions options) {
    this.table = table;
    this.options = options;
    cells.forEach(cell -> this.cells.put(cell.name(), cell));
    options.columns().forEach((field, column) -> require(field, column));
    options.segments().forEach(column -> require("segment", column));
    options.features().forEach(column -> require("feature", column));
    options.ignored().forEach(column -> require("ignore", column));
  }

  private void require(String option, String column) {
    if (!cells.containsKey(column)) {
      throw new WrongSettingException(
          table + ": " + option + "=" + column + ": there is no such column; there are " + names());
    }
  }

  private String names() {
    String first = cells.keySet().stream().limit(20).collect(Collectors.joining(", "));
    return cells.size() > 20 ? first + " and " + (cells.size() - 20) + " more" : first;
  }

  /** Whether predictions of this table come with labels. */
  boolean labelled() {
    return columnOf("label") != null;
  }

  /**
   * The text of an event of each row, empty where a row has no label.
   *
   * @throws WrongSettingException if the table has no column for what an event must have
   */
  String json(EventShape shape) {
    return switch (shape) {
      case PREDICTION -> prediction();
      case LABEL -> label();
      case FEEDBACK -> object(plain(EventShape.FEEDBACK, required(EventShape.FEEDBACK)));
    };
  }

  private String label() {
    Map<String, String> parts = plain(EventShape.LABEL, required(EventShape.LABEL));
    EventCell time = columnOf("labelTime");
    if (time != null) {
      parts.put("time", time.as(Form.TIME));
    }
    String label = parts.get("label");
    return "CASE WHEN "
        + label
        + " IS NULL THEN '' ELSE CAST("
        + object(parts)
        + " AS VARCHAR) END";
  }

  private String prediction() {
    Set<String> used = required(EventShape.PREDICTION);
    for (String field : List.of("label", "labelTime")) {
      EventCell cell = columnOf(field);
      if (cell != null) {
        used.add(cell.name());
      }
    }
    Map<String, String> parts = plain(EventShape.PREDICTION, used);
    used.addAll(options.ignored());
    Map<String, Map<String, String>> byName = new LinkedHashMap<>();
    Map<String, String> whole = new LinkedHashMap<>();
    for (EventCell cell : cells.values()) {
      if (!used.contains(cell.name())) {
        byName(cell, byName, whole);
      }
    }
    Set<String> fields = new LinkedHashSet<>(whole.keySet());
    fields.addAll(byName.keySet());
    for (String field : fields) {
      Map<String, String> named = byName.getOrDefault(field, Map.of());
      String map = whole.get(field);
      if (map == null) {
        parts.put(field, object(named));
      } else {
        parts.put(
            field,
            named.isEmpty()
                ? map
                : "json_merge_patch(coalesce(" + map + ", '{}'::JSON), " + object(named) + ")");
      }
    }
    return object(parts);
  }

  /** A column that holds one of several values of a field, or all of them as a map. */
  private void byName(
      EventCell cell, Map<String, Map<String, String>> byName, Map<String, String> whole) {
    if (options.segments().contains(cell.name())) {
      add(byName, "segments", cell.name(), cell.as(Form.TEXT));
      return;
    }
    boolean feature = options.features().contains(cell.name());
    Form form = feature ? null : EventShape.PREDICTION.fields().get(cell.name());
    if (form != null && form.byName()) {
      if (cell.isStruct()) {
        cell.leaves().forEach(leaf -> add(byName, cell.name(), leaf.name(), leaf.as(form.each())));
      } else {
        whole.put(cell.name(), cell.as(form));
      }
      return;
    }
    int dot = cell.name().indexOf('.');
    Form owner =
        dot < 0 || feature
            ? null
            : EventShape.PREDICTION.fields().get(cell.name().substring(0, dot));
    if (owner != null && owner.byName()) {
      add(
          byName,
          cell.name().substring(0, dot),
          cell.name().substring(dot + 1),
          cell.as(owner.each()));
    } else if (cell.isStruct()) {
      cell.leaves()
          .forEach(leaf ->
              add(byName, "features", cell.name() + "." + leaf.name(), leaf.as(Form.VALUE)));
    } else {
      if (cell.isList()) {
        throw new WrongSettingException(
            table
                + ": column '"
                + cell.name()
                + "' is a list, which no feature can be: leave it out with ignore="
                + cell.name());
      }
      add(byName, "features", cell.name(), cell.as(Form.VALUE));
    }
  }

  private static void add(
      Map<String, Map<String, String>> byName, String field, String name, String value) {
    byName.computeIfAbsent(field, f -> new LinkedHashMap<>()).put(name, value);
  }

  /** Names of the columns that are fields of one value, which must be there where one is needed. */
  private Set<String> required(EventShape shape) {
    for (String field : List.of("id", "model", "time", "label", "kind", "value")) {
      boolean needed = shape.fields().containsKey(field);
      boolean late = shape == EventShape.LABEL && field.equals("time");
      if (needed
          && !options.constants().containsKey(field)
          && columnOf(field) == null
          && !(late && columnOf("labelTime") != null)) {
        throw new WrongSettingException(
            table
                + ": there is no column '"
                + field
                + "': say "
                + (field.equals("model") ? "model=NAME" : field + "=COLUMN")
                + ". The columns are "
                + names());
      }
    }
    Set<String> used = new HashSet<>();
    shape
        .fields()
        .forEach((field, form) -> {
          EventCell cell =
              form.byName() || options.constants().containsKey(field) ? null : columnOf(field);
          if (cell != null) {
            used.add(cell.name());
          }
        });
    return used;
  }

  private Map<String, String> plain(EventShape shape, Set<String> used) {
    Map<String, String> parts = new LinkedHashMap<>();
    shape.fields().keySet().stream()
        .sorted()
        .forEach(field -> {
          Form form = shape.fields().get(field);
          String constant = options.constants().get(field);
          EventCell cell = columnOf(field);
          if (constant != null) {
            parts.put(field, "to_json(" + DuckDb.literal(constant) + ")");
          } else if (cell != null && form != null && used.contains(cell.name()) && !form.byName()) {
            parts.put(field, cell.as(form));
          }
        });
    return parts;
  }

  /** The column of a field, {@code null} if it has none. */
  private @Nullable EventCell columnOf(String field) {
    String named = options.column(field);
    String name = named == null ? field : named;
    boolean other =
        named == null
            && (options.features().contains(name)
                || options.ignored().contains(name)
                || options.segments().contains(name)
                || options.columns().containsValue(name));
    return other ? null : cells.get(name);
  }

  private static String object(Map<String, String> parts) {
    List<String> arguments = new ArrayList<>();
    parts.forEach((name, value) -> {
      arguments.add(DuckDb.literal(name));
      arguments.add(value);
    });
    return "json_object(" + String.join(", ", arguments) + ")";
  }
}
