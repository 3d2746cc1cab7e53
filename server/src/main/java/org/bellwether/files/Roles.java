package org.bellwether.files;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bellwether.schema.Role;
import org.bellwether.schema.Task;
import org.jspecify.annotations.Nullable;

/**
 * What the caller says of the columns, beside or instead of a schema file.
 *
 * @param named columns by role, such as the label
 * @param scoreClasses for the score columns of a model of several classes, their class
 * @param task what the model predicts, {@code null} to infer it
 * @param positiveLabel label that counts as positive, {@code null} to infer it
 * @param decisionThreshold score from which the decision is positive, {@code null} for the default
 */
public record Roles(
    List<Named> named,
    List<ScoreClass> scoreClasses,
    @Nullable Task task,
    @Nullable String positiveLabel,
    @Nullable Double decisionThreshold) {

  /** Nothing said. */
  public static final Roles NONE = new Roles(List.of(), List.of(), null, null, null);

  /**
   * A column and one of its roles.
   *
   * @param role the role
   * @param column the column's name
   * @param flag where it was said, such as {@code --label}
   */
  public record Named(Role role, String column, String flag) {}

  /**
   * The class whose probability a score column holds.
   *
   * @param column the score column
   * @param scoreClass the class
   */
  public record ScoreClass(String column, String scoreClass) {}

  public Roles {
    named = List.copyOf(named);
    scoreClasses = List.copyOf(scoreClasses);
  }

  /** Roles that the caller gave a column. */
  Set<Role> of(String column) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    named.stream().filter(n -> n.column().equals(column)).forEach(n -> roles.add(n.role()));
    return roles;
  }

  boolean has(Role role) {
    return named.stream().anyMatch(n -> n.role() == role);
  }

  @Nullable String scoreClassOf(String column) {
    return scoreClasses.stream()
        .filter(s -> s.column().equals(column))
        .map(ScoreClass::scoreClass)
        .findFirst()
        .orElse(null);
  }
}
