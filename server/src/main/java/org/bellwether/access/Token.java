package org.bellwether.access;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An API token without its secret.
 *
 * @param id what it is revoked by
 * @param name what it is for; need not be unique
 * @param unit where its role holds; {@code *} for every unit
 * @param expires when it ends; {@code null} for never
 */
public record Token(
    String id,
    String name,
    Role role,
    String unit,
    Set<Scope> scopes,
    Instant created,
    String createdBy,
    @Nullable Instant expires) {

  public Token {
    if (name.isBlank() || name.length() > 100) {
      throw new IllegalArgumentException("name of a token must have 1 to 100 characters");
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("name of a token must not contain control characters");
    }
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("a token needs one scope at least");
    }
    scopes = java.util.Collections.unmodifiableSet(new TreeSet<>(scopes));
  }

  Caller caller() {
    return new Caller("token:" + name + " (" + id + ")", Map.of(unit, role), scopes);
  }

  boolean isExpired(Instant now) {
    return expires != null && !now.isBefore(expires);
  }
}
