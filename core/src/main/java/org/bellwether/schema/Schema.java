package org.bellwether.schema;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table and the model they describe.
 *
 * @param columns in the table's order, names unique
 * @param task what the model predicts
 * @param positiveLabel in a binary task the label that counts as positive, as text
 * @param decisionThreshold in a binary task: score at or above which the decision is positive,
 *     unless a prediction column states the decision
 */
public record Schema(
    List<ColumnSchema> columns,
    Task task,
    @Nullable String positiveLabel,
    double decisionThreshold) {

  /** Score at or above which a binary decision is positive when nothing else is said. */
  public static final double DEFAULT_DECISION_THRESHOLD = 0.5;

  /** Roles that one column at most may have. */
  public static final Set<Role> SINGLE_ROLES =
      Collections.unmodifiableSet(
          EnumSet.of(Role.LABEL, Role.PREDICTION, Role.TIME, Role.ID, Role.WEIGHT, Role.QUERY));

  public Schema {
    columns = List.copyOf(columns);
    Map<String, ColumnSchema> byName = new LinkedHashMap<>();
    for (ColumnSchema column : columns) {
      if (byName.put(column.name(), column) != null) {
        throw new IllegalArgumentException("column '" + column.name() + "' is declared twice");
      }
    }
    for (Role role : SINGLE_ROLES) {
      requireAtMostOne(columns, role);
    }
  }

  public static Schema of(Task task, ColumnSchema... columns) {
    return new Schema(List.of(columns), task, null, DEFAULT_DECISION_THRESHOLD);
  }

  private static void requireAtMostOne(List<ColumnSchema> columns, Role role) {
    List<String> names = columns.stream().filter(c -> c.is(role)).map(ColumnSchema::name).toList();
    if (names.size() > 1) {
      throw new IllegalArgumentException(
          "only one column may have the role "
              + role.name().toLowerCase(java.util.Locale.ROOT)
              + ", not "
              + String.join(", ", names));
    }
  }

  public Optional<ColumnSchema> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /** Columns that have the role, in the table's order. */
  public List<ColumnSchema> withRole(Role role) {
    return columns.stream().filter(c -> c.is(role)).toList();
  }

  /** The only column of a role that a table has once, such as the label. */
  public Optional<ColumnSchema> the(Role role) {
    return columns.stream().filter(c -> c.is(role)).findFirst();
  }
}
