package org.bellwether.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellwether.store.Metadata;
import org.jspecify.annotations.Nullable;

/** The rows behind {@link Accounts}. */
final class AccountTable {

  /** An account with what proves it is its owner's. */
  record Row(Account account, @Nullable String passwordHash, @Nullable String subject) {}

  private final Metadata metadata;

  AccountTable(Metadata metadata) {
    this.metadata = metadata;
  }

  List<Row> all() {
    Map<String, Map<String, Role>> grants = new HashMap<>();
    metadata
        .jdbc()
        .sql("select login, unit, role from account_grant")
        .query(row -> {
          grants
              .computeIfAbsent(row.getString("login"), l -> new HashMap<>())
              .put(row.getString("unit"), Role.valueOf(row.getString("role")));
        });
    return metadata
        .jdbc()
        .sql("select * from account order by login")
        .query((row, n) -> row(row, grants.getOrDefault(row.getString("login"), Map.of())))
        .list();
  }

  Optional<Row> find(String login) {
    Map<String, Role> grants = new HashMap<>();
    metadata
        .jdbc()
        .sql("select unit, role from account_grant where login = ?")
        .param(login)
        .query(row -> {
          grants.put(row.getString("unit"), Role.valueOf(row.getString("role")));
        });
    return metadata
        .jdbc()
        .sql("select * from account where login = ?")
        .param(login)
        .query((row, n) -> row(row, grants))
        .optional();
  }

  Optional<Row> find(String issuer, String subject) {
    return metadata
        .jdbc()
        .sql("select login from account where issuer = ? and subject = ?")
        .params(issuer, subject)
        .query(String.class)
        .optional()
        .flatMap(this::find);
  }

  void insert(Row row) {
    Account account = row.account();
    metadata
        .jdbc()
        .sql(
            """
            insert into account
              (login, display_name, password_hash, issuer, subject, active, created)
            values (:login, :name, :hash, :issuer, :subject, :active, :created)
            """)
        .param("login", account.login())
        .param("name", account.displayName())
        .param("hash", row.passwordHash())
        .param("issuer", account.issuer())
        .param("subject", row.subject())
        .param("active", account.active())
        .param("created", account.created().atOffset(ZoneOffset.UTC))
        .update();
    insertGrants(account);
  }

  void update(Row row) {
    Account account = row.account();
    metadata
        .jdbc()
        .sql(
            """
            update account set display_name = :name, password_hash = :hash, active = :active
            where login = :login
            """)
        .param("name", account.displayName())
        .param("hash", row.passwordHash())
        .param("active", account.active())
        .param("login", account.login())
        .update();
    metadata
        .jdbc()
        .sql("delete from account_grant where login = ?")
        .param(account.login())
        .update();
    insertGrants(account);
  }

  private void insertGrants(Account account) {
    account
        .grants()
        .forEach((unit, role) ->
            metadata
                .jdbc()
                .sql("insert into account_grant (login, unit, role) values (?, ?, ?)")
                .params(account.login(), unit, role.name())
                .update());
  }

  private static Row row(ResultSet row, Map<String, Role> grants) throws SQLException {
    return new Row(
        new Account(
            row.getString("login"),
            row.getString("display_name"),
            row.getBoolean("active"),
            grants,
            row.getString("issuer"),
            row.getObject("created", OffsetDateTime.class).toInstant()),
        row.getString("password_hash"),
        row.getString("subject"));
  }
}
