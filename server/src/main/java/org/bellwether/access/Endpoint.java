package org.bellwether.access;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of endpoint × role.
 *
 * @param method of HTTP; GET stands for HEAD too
 * @param path pattern of Spring's {@code PathPattern}; a variable {@code model} names a model, and
 *     the caller must have one of the roles in that model's unit
 * @param reach where the caller needs one of the roles
 * @param roles that may call it; none where everyone may
 * @param scope a token needs; {@code null} where everyone may
 * @param meaning what it does, in a few words
 */
public record Endpoint(
    String method,
    String path,
    Reach reach,
    Set<Role> roles,
    @Nullable Scope scope,
    String meaning) {

  /** Where a role must be held. */
  public enum Reach {
    /** No role and no sign-in needed. */
    EVERYONE,
    /** In one unit at least, and in that of the model that the path names. */
    UNIT,
    /** For every unit, by a grant in {@link Caller#EVERY_UNIT}. */
    EVERY_UNIT
  }

  public Endpoint {
    roles = Set.copyOf(roles);
    if ((reach == Reach.EVERYONE) != (roles.isEmpty() && scope == null)) {
      throw new IllegalArgumentException(method + " " + path + ": roles and scope, or everyone");
    }
  }

  /** Whether a caller may, as far as can be told without knowing a model's unit. */
  boolean allows(Caller caller) {
    if (reach == Reach.EVERYONE) {
      return true;
    }
    if (scope == null || !caller.scopes().contains(scope)) {
      return false;
    }
    return reach == Reach.UNIT ? caller.may(roles) : caller.may(roles, Caller.EVERY_UNIT);
  }

  /** The row as docs/access.md has it. */
  public String documented() {
    String who =
        reach == Reach.EVERYONE
            ? "everyone"
            : roles.size() == Role.values().length
                ? "any"
                : roles.stream().sorted().map(Role::word).collect(Collectors.joining(", "));
    String where =
        switch (reach) {
          case EVERYONE -> "";
          case UNIT -> "in the unit";
          case EVERY_UNIT -> "in every unit";
        };
    return "| `%s %s` | %s | %s | %s | %s |"
        .formatted(method, path, who, where, scope == null ? "" : scope.word(), meaning);
  }
}
