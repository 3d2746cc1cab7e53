package org.bellwether.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table are which fields of its events. A field that is not mentioned is the
 * column of its name.
 *
 * @param constants text by field that is the same in every row: {@code model} and {@code version}
 * @param columns column by field, where it has another name
 * @param segments columns that are segments
 * @param features columns that are features although a field has their name
 * @param ignored columns that are left out
 */
public record EventOptions(
    Map<String, String> constants,
    Map<String, String> columns,
    List<String> segments,
    List<String> features,
    List<String> ignored) {

  private static final Set<String> CONSTANTS = Set.of("model", "version");
  private static final List<String> COLUMNS =
      List.of("id", "time", "score", "prediction", "label", "labelTime", "subject");
  private static final List<String> LISTS = List.of("segment", "feature", "ignore");

  public EventOptions {
    constants = Map.copyOf(constants);
    columns = Map.copyOf(columns);
    segments = List.copyOf(segments);
    features = List.copyOf(features);
    ignored = List.copyOf(ignored);
  }

  /**
   * Reads options by name, as a query or a command line has them.
   *
   * @param named several columns of one option may stand in one text with commas between
   * @throws WrongSettingException if one is unknown, or given twice
   */
  public static EventOptions of(Map<String, List<String>> named) {
    Map<String, String> constants = new LinkedHashMap<>();
    Map<String, String> columns = new LinkedHashMap<>();
    Map<String, List<String>> lists = new LinkedHashMap<>();
    named.forEach((name, values) -> {
      if (LISTS.contains(name)) {
        List<String> all = new ArrayList<>();
        values.forEach(value -> all.addAll(List.of(value.split(","))));
        lists.put(name, all);
      } else if (CONSTANTS.contains(name)) {
        constants.put(name, one(name, values));
      } else if (COLUMNS.contains(name)) {
        columns.put(name, one(name, values));
      } else {
        throw new WrongSettingException(
            "'"
                + name
                + "' is no option of a table; they are model, version, "
                + String.join(", ", COLUMNS)
                + ", "
                + String.join(", ", LISTS));
      }
    });
    return new EventOptions(
        constants,
        columns,
        lists.getOrDefault("segment", List.of()),
        lists.getOrDefault("feature", List.of()),
        lists.getOrDefault("ignore", List.of()));
  }

  private static String one(String name, List<String> values) {
    if (values.size() != 1 || values.getFirst().isBlank()) {
      throw new WrongSettingException("'" + name + "' must be given once, with a value");
    }
    return values.getFirst();
  }

  /** The column that somebody said is a field; {@code null} if nobody did. */
  @Nullable String column(String field) {
    return columns.get(field);
  }
}
