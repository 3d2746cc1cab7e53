package org.bellwether.access;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can sign in.
 *
 * @param login unique name
 * @param displayName as pages show it
 * @param active whether sign-in works
 * @param grants role by business unit; {@link Caller#EVERY_UNIT} stands for all
 * @param issuer of the provider that signs the person in; {@code null} for a local account
 * @param created when
 */
public record Account(
    String login,
    String displayName,
    boolean active,
    Map<String, Role> grants,
    @Nullable String issuer,
    Instant created) {

  public Account {
    if (!login.matches("[\\p{L}\\p{N}._@+-]{1,100}")) {
      throw new IllegalArgumentException(
          "login must have 1 to 100 letters, digits or . _ @ + -, and is '" + login + "'");
    }
    if (displayName.isBlank()
        || displayName.length() > 200
        || displayName.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("displayName must have 1 to 200 characters");
    }
    grants = Map.copyOf(grants);
  }

  Caller caller() {
    return new Caller("user:" + login, grants, EnumSet.allOf(Scope.class));
  }

  boolean isAdmin() {
    return active && grants.get(Caller.EVERY_UNIT) == Role.ADMIN;
  }
}
