package org.bellwether.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.bellwether.store.AuditLog;
import org.bellwether.store.Json;
import org.bellwether.store.Metadata;
import org.bellwether.store.UnitTable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API tokens. All are held in memory by the hash of their secret, so that a request costs one
 * hash and one look-up; a change made here counts at once, one made in the database by another
 * process within {@link #RELOAD}.
 */
public final class Tokens {

  /** Most tokens at a time. */
  public static final int MOST = 10_000;

  static final Duration RELOAD = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

  /** A new token with its secret, which is shown this once. */
  public record Created(Token token, String secret) {}

  private record Held(Token token, Caller caller) {}

  private record Snapshot(Map<String, Held> byHash, Instant taken) {}

  private final Metadata metadata;
  private final AuditLog audit;
  private final UnitTable units;
  private final InstantSource clock;
  private final ReentrantLock reloading = new ReentrantLock();
  private volatile Snapshot snapshot;

  public Tokens(Metadata metadata, AuditLog audit, UnitTable units, InstantSource clock) {
    this.metadata = metadata;
    this.audit = audit;
    this.units = units;
    this.clock = clock;
    snapshot = load();
  }

  /**
   * Creates a token.
   *
   * @param expires when it ends; {@code null} for never
   * @param actor who does it, for the audit log
   * @throws IllegalArgumentException if something about it is wrong
   */
  public Created create(
      String name,
      Role role,
      String unit,
      Set<Scope> scopes,
      @Nullable Instant expires,
      String actor) {
    Instant now = clock.instant();
    if (expires != null && !expires.isAfter(now)) {
      throw new IllegalArgumentException("expires must lie ahead, and is " + expires);
    }
    if (!unit.equals(Caller.EVERY_UNIT) && !units.exists(unit)) {
      throw new IllegalArgumentException(
          "no business unit '" + unit + "': create it with POST /v1/units first, or use *");
    }
    Token token = new Token(Secrets.id(), name, role, unit, scopes, now, actor, expires);
    String secret = Secrets.next("bw_");
    audit.record(() -> {
      if (all().size() >= MOST) {
        throw new IllegalArgumentException(
            "there are " + MOST + " tokens already: revoke some first");
      }
      insert(token, Secrets.hash(secret));
      return new AuditLog.Change(
          actor, "token.create", "token:" + token.id(), null, Json.of(token));
    });
    reload();
    return new Created(token, secret);
  }

  /**
   * Ends a token at once.
   *
   * @param id of it, or its name where only one bears it
   * @param actor who does it, for the audit log
   * @return whether there was one
   * @throws IllegalArgumentException if several bear the name
   */
  public boolean revoke(String id, String actor) {
    List<Token> found = all().stream().filter(t -> t.id().equals(id)).toList();
    if (found.isEmpty()) {
      found = all().stream().filter(t -> t.name().equals(id)).toList();
    }
    if (found.isEmpty()) {
      return false;
    }
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          found.size()
              + " tokens are named '"
              + id
              + "': name one by its id: "
              + found.stream().map(Token::id).collect(Collectors.joining(", ")));
    }
    Token token = found.getFirst();
    audit.record(() -> {
      metadata.jdbc().sql("delete from api_token where id = ?").param(token.id()).update();
      return new AuditLog.Change(
          actor, "token.revoke", "token:" + token.id(), Json.of(token), null);
    });
    reload();
    return true;
  }

  /** All tokens, expired ones too, by name. */
  public List<Token> all() {
    return metadata
        .jdbc()
        .sql("select * from api_token order by name, id")
        .query(Tokens::token)
        .list();
  }

  /** How many there are, expired ones too. */
  public int count() {
    return snapshot.byHash().size();
  }

  /** Who bears a secret; empty if no token has it or the token has expired. */
  public Optional<Caller> bearer(String secret) {
    Instant now = clock.instant();
    Held held = current(now).byHash().get(Secrets.hash(secret));
    return held == null || held.token().isExpired(now)
        ? Optional.empty()
        : Optional.of(held.caller());
  }

  private Snapshot current(Instant now) {
    Snapshot have = snapshot;
    if (have.taken().plus(RELOAD).isAfter(now) || !reloading.tryLock()) {
      return have;
    }
    try {
      snapshot = load();
    } catch (RuntimeException e) {
      // Without the database the tokens of before stay good: events must not be turned away.
      LOG.warn("tokens could not be read again: {}", e.getMessage());
      snapshot = new Snapshot(have.byHash(), now);
    } finally {
      reloading.unlock();
    }
    return snapshot;
  }

  private void reload() {
    reloading.lock();
    try {
      snapshot = load();
    } finally {
      reloading.unlock();
    }
  }

  private Snapshot load() {
    Map<String, Held> byHash = new HashMap<>();
    Instant now = clock.instant();
    metadata
        .jdbc()
        .sql("select * from api_token")
        .query(row -> {
          Token token = token(row, 0);
          byHash.put(row.getString("secret_hash"), new Held(token, token.caller()));
        });
    return new Snapshot(Map.copyOf(byHash), now);
  }

  private void insert(Token token, String hash) {
    metadata
        .jdbc()
        .sql(
            """
            insert into api_token
              (id, name, secret_hash, role, unit, scopes, created, created_by, expires)
            values (:id, :name, :hash, :role, :unit, :scopes, :created, :by, :expires)
            """)
        .param("id", token.id())
        .param("name", token.name())
        .param("hash", hash)
        .param("role", token.role().name())
        .param("unit", token.unit())
        .param("scopes", token.scopes().stream().map(Scope::name).collect(Collectors.joining(",")))
        .param("created", token.created().atOffset(ZoneOffset.UTC))
        .param("by", token.createdBy())
        .param("expires", token.expires() == null ? null : token.expires().atOffset(ZoneOffset.UTC))
        .update();
  }

  private static Token token(ResultSet row, int number) throws SQLException {
    OffsetDateTime expires = row.getObject("expires", OffsetDateTime.class);
    return new Token(
        row.getString("id"),
        row.getString("name"),
        Role.valueOf(row.getString("role")),
        row.getString("unit"),
        Arrays.stream(row.getString("scopes").split(","))
            .map(Scope::valueOf)
            .collect(Collectors.toSet()),
        row.getObject("created", OffsetDateTime.class).toInstant(),
        row.getString("created_by"),
        expires == null ? null : expires.toInstant());
  }
}
