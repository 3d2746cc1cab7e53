package org.bellwether.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.bellwether.store.AuditHead;
import org.bellwether.store.AuditLog;
import org.bellwether.store.Databases;
import org.bellwether.store.Metadata;
import org.bellwether.store.UnitTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens, accounts and the setup link on H2 and on PostgreSQL. */
class AccountsTest {

  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
  private static final Map<String, Role> ADMIN = Map.of(Caller.EVERY_UNIT, Role.ADMIN);
  private static final String PASSWORD = "correct horse battery";

  @TempDir Path data;

  private Instant now = START;
  private final InstantSource clock = () -> now;

  /** The parts on one database. */
  private record Parts(
      Metadata metadata, AuditLog audit, UnitTable units, Tokens tokens, Accounts accounts)
      implements AutoCloseable {
    @Override
    public void close() {
      metadata.close();
    }
  }

  private Parts open(Databases database) {
    Metadata metadata = Metadata.open(database.fresh(data));
    AuditLog audit = new AuditLog(metadata, new AuditHead(data), clock);
    UnitTable units = new UnitTable(metadata, audit);
    units.create("retail", "test", now);
    return new Parts(
        metadata,
        audit,
        units,
        new Tokens(metadata, audit, units, clock),
        new Accounts(metadata, audit, units, clock, 12));
  }

  private static String audited(Parts parts) {
    StringBuilder all = new StringBuilder();
    parts
        .audit()
        .before(Long.MAX_VALUE, 1000)
        .reversed()
        .forEach(e -> all.append(e.entry()).append('\n'));
    return all.toString();
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void aTokenWorksUntilItExpiresOrIsRevoked(Databases database) {
    try (Parts parts = open(database)) {
      Tokens.Created created =
          parts
              .tokens()
              .create(
                  "ci",
                  Role.DATA_SCIENTIST,
                  "retail",
                  EnumSet.of(Scope.INGEST),
                  now.plus(Duration.ofDays(1)),
                  "user:ann");
      assertThat(parts.tokens().bearer(created.secret()))
          .contains(
              new Caller(
                  "token:ci (" + created.token().id() + ")",
                  Map.of("retail", Role.DATA_SCIENTIST),
                  Set.of(Scope.INGEST)));
      assertThat(parts.tokens().bearer(created.secret() + "x")).isEmpty();
      assertThat(parts.tokens().all()).containsExactly(created.token());

      now = now.plus(Duration.ofDays(1));
      assertThat(parts.tokens().bearer(created.secret())).isEmpty();
      now = START;
      assertThat(parts.tokens().bearer(created.secret())).isPresent();
      assertThat(parts.tokens().revoke("ci", "user:ann")).isTrue();
      assertThat(parts.tokens().bearer(created.secret())).isEmpty();
      assertThat(parts.tokens().revoke("ci", "user:ann")).isFalse();
      assertThat(audited(parts))
          .contains("token.create", "token.revoke", "user:ann")
          .doesNotContain(created.secret());
    }
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void theDatabaseNeverHoldsASecretAsItIs(Databases database) throws Exception {
    String secret;
    try (Parts parts = open(database)) {
      secret =
          parts
              .tokens()
              .create("a", Role.ADMIN, "*", EnumSet.allOf(Scope.class), null, "test")
              .secret();
      parts.accounts().create("ann", "Ann", PASSWORD, ADMIN, "test");
      assertThat(
              parts.metadata().jdbc().sql("select * from api_token").query().listOfRows().toString()
                  + parts.metadata().jdbc().sql("select * from account").query().listOfRows())
          .doesNotContain(secret, PASSWORD);
    }
    try (var files = Files.list(data)) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(secret, PASSWORD);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void aTokenMadeByAnotherProcessCountsWithinSeconds(Databases database) {
    try (Parts parts = open(database)) {
      Tokens other = new Tokens(parts.metadata(), parts.audit(), parts.units(), clock);
      Tokens.Created created =
          other.create("late", Role.VIEWER, "*", EnumSet.of(Scope.READ), null, "test");
      assertThat(parts.tokens().bearer(created.secret())).isEmpty();
      now = now.plus(Tokens.RELOAD);
      assertThat(parts.tokens().bearer(created.secret())).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void aWrongTokenIsRefusedWithTheReason(Databases database) {
    try (Parts parts = open(database)) {
      Set<Scope> read = EnumSet.of(Scope.READ);
      assertThatThrownBy(
              () -> parts.tokens().create("a", Role.VIEWER, "nowhere", read, null, "test"))
          .hasMessageContaining("no business unit 'nowhere'");
      assertThatThrownBy(() -> parts.tokens().create("a", Role.VIEWER, "*", read, now, "test"))
          .hasMessageContaining("expires must lie ahead");
      assertThatThrownBy(() -> parts.tokens().create(" ", Role.VIEWER, "*", read, null, "test"))
          .hasMessageContaining("1 to 100 characters");
      parts.tokens().create("twin", Role.VIEWER, "*", read, null, "test");
      parts.tokens().create("twin", Role.VIEWER, "*", read, null, "test");
      assertThatThrownBy(() -> parts.tokens().revoke("twin", "test"))
          .hasMessageContaining("2 tokens are named 'twin': name one by its id");
    }
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void accountsAreCreatedChangedAndAudited(Databases database) {
    try (Parts parts = open(database)) {
      Accounts accounts = parts.accounts();
      assertThatThrownBy(() -> accounts.create("ann", "Ann", "short", ADMIN, "test"))
          .hasMessageContaining("password must have 12 to 1000 characters, and has 5");
      assertThatThrownBy(() -> accounts.create("a b", "Ann", PASSWORD, ADMIN, "test"))
          .hasMessageContaining("login must have");
      accounts.create("ann", "Ann", PASSWORD, ADMIN, "test");
      assertThatThrownBy(() -> accounts.create("ann", "Ann", PASSWORD, ADMIN, "test"))
          .hasMessageContaining("there is an account 'ann' already");
      assertThat(accounts.verify("ann", PASSWORD)).isPresent();
      assertThat(accounts.verify("ann", PASSWORD + "x")).isEmpty();
      assertThat(accounts.verify("bob", PASSWORD)).isEmpty();

      assertThatThrownBy(() ->
              accounts.change(
                  "ann",
                  a -> new Account("ann", "Ann", false, ADMIN, null, a.created()),
                  null,
                  "test"))
          .hasMessageContaining("is the only admin");
      accounts.create("bob", "Bob", PASSWORD, Map.of("retail", Role.VIEWER), "user:ann");
      String seal = accounts.seal("bob");
      accounts.change("bob", a -> a, "another long password", "user:bob");
      assertThat(accounts.seal("bob")).isNotEqualTo(seal);
      assertThat(accounts.verify("bob", PASSWORD)).isEmpty();
      accounts.change(
          "bob",
          a -> new Account("bob", "Bob", false, a.grants(), null, a.created()),
          null,
          "user:ann");
      assertThat(accounts.verify("bob", "another long password")).isEmpty();
      assertThat(accounts.change("eve", a -> a, null, "test")).isEmpty();
      assertThat(audited(parts))
          .contains("user.create", "user.password", "user.change", "\"active\":false")
          .doesNotContain(PASSWORD, "another long password", seal);
    }
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void aProvidersGroupsSayTheRolesEachTime(Databases database) {
    try (Parts parts = open(database)) {
      Accounts accounts = parts.accounts();
      String issuer = "https://id.example.org";
      accounts.fromProvider(issuer, "42", "cid", "Cid", Map.of("retail", Role.VIEWER));
      Account changed =
          accounts.fromProvider(issuer, "42", "renamed", "Cid", Map.of("retail", Role.RISK));
      assertThat(changed.login()).isEqualTo("cid");
      assertThat(accounts.find("cid").orElseThrow().grants())
          .isEqualTo(Map.of("retail", Role.RISK));
      assertThat(accounts.verify("cid", "")).isEmpty();
      accounts.create("ann", "Ann", PASSWORD, ADMIN, "test");
      assertThatThrownBy(() -> accounts.fromProvider(issuer, "43", "ann", "Not Ann", ADMIN))
          .hasMessageContaining("there is an account 'ann' already");
    }
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void theSetupLinkMakesOneAdminOnce(Databases database) {
    try (Parts parts = open(database)) {
      SetupLink link = new SetupLink(parts.metadata(), parts.accounts(), clock);
      String first = link.renew();
      String second = link.renew();
      assertThat(link.isGood(first)).isFalse();
      assertThat(link.isGood(second)).isTrue();
      now = now.plus(Duration.ofDays(1));
      assertThat(link.isGood(second)).isFalse();
      now = START;
      assertThatThrownBy(() -> link.use(second, "ann", "short")).hasMessageContaining("password");
      link.use(second, "ann", PASSWORD);
      assertThat(link.isNeeded()).isFalse();
      assertThatThrownBy(() -> link.use(second, "eve", PASSWORD))
          .hasMessageContaining("was used or is too old");
      assertThat(link.isGood(link.renew())).isFalse();
    }
  }

  @Test
  void tooManyFailuresMustWait() {
    SignInLimits limits = new SignInLimits(clock, 3, Duration.ofMinutes(15));
    for (int i = 0; i < 3; i++) {
      assertThat(limits.allows("name ann")).isTrue();
      limits.failed("name ann");
      limits.failed("address 10.0.0.1");
    }
    assertThat(limits.allows("name ann")).isFalse();
    assertThat(limits.allows("name bob")).isTrue();
    assertThat(limits.allows("address 10.0.0.1")).isTrue();
    for (int i = 0; i < 12; i++) {
      limits.failed("address 10.0.0.1");
    }
    assertThat(limits.allows("address 10.0.0.1")).isFalse();
    now = now.plus(Duration.ofMinutes(15)).plusMillis(1);
    assertThat(limits.allows("name ann")).isTrue();
    assertThat(limits.allows("address 10.0.0.1")).isTrue();
  }

  @Test
  void onlyPathsOfTheServiceAreFollowedAfterSignIn() {
    assertThat(SignInHandlers.within("/models/credit?window=1h"))
        .isEqualTo("/models/credit?window=1h");
    for (String elsewhere :
        new String[] {
          "//evil.example", "/\\evil.example", "https://evil.example", "", "/a\\b", "/ x"
        }) {
      assertThat(SignInHandlers.within(elsewhere)).as(elsewhere).isEqualTo("/");
    }
    assertThat(SignInHandlers.within(null)).isEqualTo("/");
  }
}
