package org.bellwether.files;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Constraints;
import org.bellwether.schema.Role;
import org.bellwether.schema.Task;
import org.jspecify.annotations.Nullable;

/**
 * What a schema file says.
 *
 * @param file its name
 * @param columns in the file's order
 * @param task what the model predicts, {@code null} to infer it
 * @param positiveLabel label that counts as positive, {@code null} to infer it
 * @param decisionThreshold score from which the decision is positive, {@code null} for the default
 */
public record DeclaredSchema(
    String file,
    List<Column> columns,
    @Nullable Task task,
    @Nullable String positiveLabel,
    @Nullable Double decisionThreshold) {

  /**
   * What a schema file says of one column.
   *
   * @param line where, from 1
   * @param name the column
   * @param type {@code null} to infer it
   * @param roles empty to infer them
   * @param unit unit of a numeric column
   * @param scoreClass class of a score column
   * @param constraints what the values must satisfy
   */
  public record Column(
      int line,
      String name,
      @Nullable ColumnType type,
      Set<Role> roles,
      @Nullable String unit,
      @Nullable String scoreClass,
      Constraints constraints) {
    public Column {
      roles = Set.copyOf(roles);
    }
  }

  public DeclaredSchema {
    columns = List.copyOf(columns);
  }

  Optional<Column> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }
}
