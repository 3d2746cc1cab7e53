package org.bellwether.access;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.bellwether.store.AuditLog;
import org.bellwether.store.Json;
import org.bellwether.store.Metadata;
import org.bellwether.store.UnitTable;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

/** Those who can sign in, by a password kept here or through a provider. */
public final class Accounts {

  private static final int LONGEST_PASSWORD = 1000;

  private final AccountTable table;
  private final AuditLog audit;
  private final UnitTable units;
  private final InstantSource clock;
  private final int shortestPassword;
  private final PasswordEncoder encoder = Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8();
  // A name that is not there costs the same time as one that is.
  private final String nobodysHash = encoder.encode(Secrets.next(""));
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /**
   * Accounts of a database.
   *
   * @param shortestPassword fewest characters of a password
   */
  public Accounts(
      Metadata metadata,
      AuditLog audit,
      UnitTable units,
      InstantSource clock,
      int shortestPassword) {
    this.table = new AccountTable(metadata);
    this.audit = audit;
    this.units = units;
    this.clock = clock;
    this.shortestPassword = shortestPassword;
  }

  public List<Account> all() {
    return table.all().stream().map(AccountTable.Row::account).toList();
  }

  public Optional<Account> find(String login) {
    return table.find(login).map(AccountTable.Row::account);
  }

  /** Whether somebody can sign in and do everything. */
  public boolean hasAdmin() {
    return all().stream().anyMatch(Account::isAdmin);
  }

  /**
   * Creates a local account.
   *
   * @param actor who does it, for the audit log
   * @throws IllegalArgumentException if the login is taken or something is wrong
   */
  public Account create(
      String login, String displayName, String password, Map<String, Role> grants, String actor) {
    requireUnits(grants);
    requirePassword(password);
    Account account = new Account(login, displayName, true, grants, null, clock.instant());
    insert(new AccountTable.Row(account, encoder.encode(password), null), actor);
    return account;
  }

  private void insert(AccountTable.Row row, String actor) {
    Account account = row.account();
    oneAtATime.lock();
    try {
      if (table.find(account.login()).isPresent()) {
        throw new IllegalArgumentException(
            "there is an account '" + account.login() + "' already: choose another login");
      }
      audit.record(() -> {
        table.insert(row);
        return new AuditLog.Change(
            actor, "user.create", "user:" + account.login(), null, Json.of(account));
      });
    } finally {
      oneAtATime.unlock();
    }
  }

  /**
   * Changes an account.
   *
   * @param change of it; login, issuer and time of creation stay
   * @param password new one, {@code null} to keep the old
   * @param actor who does it, for the audit log
   * @return the account as it is now; empty if there is none
   * @throws IllegalArgumentException if something is wrong, or nobody would be left who is admin
   */
  public Optional<Account> change(
      String login, UnaryOperator<Account> change, @Nullable String password, String actor) {
    oneAtATime.lock();
    try {
      return table
          .find(login)
          .map(row -> change(row, change.apply(row.account()), password, actor));
    } finally {
      oneAtATime.unlock();
    }
  }

  private Account change(
      AccountTable.Row row, Account after, @Nullable String password, String actor) {
    Account before = row.account();
    requireUnits(after.grants());
    if (password != null) {
      requirePassword(password);
      if (before.issuer() != null) {
        throw new IllegalArgumentException(
            "'" + before.login() + "' signs in through a provider and has no password here");
      }
    }
    if (before.isAdmin()
        && !after.isAdmin()
        && all().stream().filter(Account::isAdmin).count() == 1) {
      throw new IllegalArgumentException(
          "'" + before.login() + "' is the only admin: make another one first");
    }
    if (password == null && after.equals(before)) {
      return before;
    }
    String hash = password == null ? row.passwordHash() : encoder.encode(password);
    audit.record(() -> {
      table.update(new AccountTable.Row(after, hash, row.subject()));
      return new AuditLog.Change(
          actor,
          password == null ? "user.change" : "user.password",
          "user:" + before.login(),
          Json.of(before),
          Json.of(after));
    });
    return after;
  }

  /**
   * Signs in somebody whom a provider vouches for; the provider's groups say the roles each time.
   *
   * @throws IllegalArgumentException if the login is another person's
   */
  Account fromProvider(
      String issuer, String subject, String login, String displayName, Map<String, Role> grants) {
    Optional<AccountTable.Row> known = table.find(issuer, subject);
    if (known.isEmpty()) {
      Account account = new Account(login, displayName, true, grants, issuer, clock.instant());
      insert(new AccountTable.Row(account, null, subject), "provider:" + issuer);
      return account;
    }
    return change(
            known.get().account().login(),
            a -> new Account(a.login(), displayName, a.active(), grants, issuer, a.created()),
            null,
            "provider:" + issuer)
        .orElseThrow();
  }

  /** The account of a login and a password; empty if they do not belong together. */
  Optional<Account> verify(String login, String password) {
    Optional<AccountTable.Row> row = table.find(login);
    String hash = row.map(AccountTable.Row::passwordHash).orElse(nobodysHash);
    boolean matches = password.length() <= LONGEST_PASSWORD && encoder.matches(password, hash);
    return row.map(AccountTable.Row::account)
        .filter(account -> matches && account.active() && account.issuer() == null);
  }

  /** What changes when the password does, so that older sessions end; not a secret. */
  String seal(String login) {
    return table
        .find(login)
        .map(AccountTable.Row::passwordHash)
        .map(hash -> Secrets.hash(hash).substring(0, 16))
        .orElse("");
  }

  private void requirePassword(String password) {
    if (password.length() < shortestPassword || password.length() > LONGEST_PASSWORD) {
      throw new IllegalArgumentException(
          "password must have "
              + shortestPassword
              + " to "
              + LONGEST_PASSWORD
              + " characters, and has "
              + password.length());
    }
  }

  private void requireUnits(Map<String, Role> grants) {
    for (String unit : grants.keySet()) {
      if (!unit.equals(Caller.EVERY_UNIT) && !units.exists(unit)) {
        throw new IllegalArgumentException(
            "no business unit '" + unit + "': create it with POST /v1/units first, or use *");
      }
    }
  }
}
