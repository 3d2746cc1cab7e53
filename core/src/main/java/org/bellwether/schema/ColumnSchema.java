package org.bellwether.schema;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One column of a table.
 *
 * @param name as in the table, unique within it
 * @param type kind of values
 * @param roles what the column is for, at least one
 * @param unit unit of a numeric column, such as {@code EUR}
 * @param scoreClass for a score column of a multiclass model: the class whose probability it holds
 * @param constraints what the values must satisfy
 */
public record ColumnSchema(
    String name,
    ColumnType type,
    Set<Role> roles,
    @Nullable String unit,
    @Nullable String scoreClass,
    Constraints constraints) {

  public ColumnSchema {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a column needs a name");
    }
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("column '" + name + "' needs at least one role");
    }
    roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
    if (roles.contains(Role.WEIGHT) && type != ColumnType.NUMERIC) {
      throw new IllegalArgumentException(
          "weight column '" + name + "' must be numeric, not " + type);
    }
  }

  public static ColumnSchema of(String name, ColumnType type, Role... roles) {
    Set<Role> all = EnumSet.noneOf(Role.class);
    Collections.addAll(all, roles);
    return new ColumnSchema(name, type, all, null, null, Constraints.NONE);
  }

  public boolean is(Role role) {
    return roles.contains(role);
  }
}
