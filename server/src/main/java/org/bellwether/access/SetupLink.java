package org.bellwether.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.bellwether.store.Metadata;

/**
 * The way in while there is no admin: a secret, printed when the service starts, that creates one
 * admin within a day. Only its hash is kept; each start replaces the one before.
 */
public final class SetupLink {

  private static final Duration LASTS = Duration.ofDays(1);

  private final Metadata metadata;
  private final Accounts accounts;
  private final InstantSource clock;

  public SetupLink(Metadata metadata, Accounts accounts, InstantSource clock) {
    this.metadata = metadata;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** Whether somebody still has to set the service up. */
  public boolean isNeeded() {
    return !accounts.hasAdmin();
  }

  /** A new secret; the one before is worth nothing any more. */
  public String renew() {
    String secret = Secrets.next("");
    Instant expires = clock.instant().plus(LASTS);
    metadata.inTransaction(() -> {
      metadata.jdbc().sql("delete from setup_link").update();
      return metadata
          .jdbc()
          .sql("insert into setup_link (secret_hash, expires) values (?, ?)")
          .params(Secrets.hash(secret), expires.atOffset(ZoneOffset.UTC))
          .update();
    });
    return secret;
  }

  /** Whether a secret opens the way now. */
  public boolean isGood(String secret) {
    return isNeeded()
        && metadata
            .jdbc()
            .sql("select expires from setup_link where secret_hash = ?")
            .param(Secrets.hash(secret))
            .query((row, n) -> row.getObject("expires", OffsetDateTime.class).toInstant())
            .optional()
            .filter(expires -> clock.instant().isBefore(expires))
            .isPresent();
  }

  /**
   * Creates the first admin and closes the way.
   *
   * @throws IllegalArgumentException if the secret is not good, or login or password are not
   */
  public synchronized Account use(String secret, String login, String password) {
    if (!isGood(secret)) {
      throw new IllegalArgumentException(
          "this link was used or is too old: start the service again for a new one");
    }
    Account admin =
        accounts.create(
            login, login, password, Map.of(Caller.EVERY_UNIT, Role.ADMIN), "setup-link");
    metadata.jdbc().sql("delete from setup_link").update();
    return admin;
  }
}
