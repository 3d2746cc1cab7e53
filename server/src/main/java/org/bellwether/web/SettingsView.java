package org.bellwether.web;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bellwether.access.Account;
import org.bellwether.access.Caller;
import org.bellwether.access.Role;
import org.bellwether.access.Scope;
import org.bellwether.access.Token;
import org.jspecify.annotations.Nullable;

/**
 * What the settings page shows.
 *
 * @param error why the last form was not taken, {@code null} if it was
 * @param entered what that form held
 * @param secret of a token that was just created
 */
public record SettingsView(
    List<TokenRow> tokens,
    List<UserRow> users,
    List<String> units,
    int shortestPassword,
    @Nullable String error,
    Map<String, String> entered,
    @Nullable String secret,
    @Nullable String secretName,
    String address) {

  /** A token; times in ISO 8601, {@code expires} empty for never. */
  public record TokenRow(
      String id,
      String name,
      String role,
      String unit,
      String scopes,
      String created,
      String createdBy,
      String expires) {

    static TokenRow of(Token token) {
      return new TokenRow(
          token.id(),
          token.name(),
          token.role().word(),
          unitWord(token.unit()),
          scopeWords(token.scopes()),
          token.created().toString(),
          token.createdBy(),
          token.expires() == null ? "" : token.expires().toString());
    }
  }

  /** An account. */
  public record UserRow(String login, String name, String roles, boolean active, String way) {

    static UserRow of(Account account) {
      String roles =
          new TreeMap<>(account.grants())
              .entrySet().stream()
                  .map(g -> g.getValue().word() + " in " + unitWord(g.getKey()))
                  .collect(Collectors.joining(", "));
      String way = account.issuer() == null ? "with a password" : "through " + account.issuer();
      return new UserRow(
          account.login(),
          account.displayName(),
          roles.isEmpty() ? "none" : roles,
          account.active(),
          account.active() ? way : "locked");
    }
  }

  static String unitWord(String unit) {
    return unit.equals(Caller.EVERY_UNIT) ? "every unit" : unit;
  }

  private static String scopeWords(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::word).collect(Collectors.joining(", "));
  }

  /** What a form that was not taken held in a field; the default for a fresh form. */
  public String entered(String field) {
    return entered.getOrDefault(field, field.equals("role") ? Role.DATA_SCIENTIST.word() : "");
  }

  /** Whether a scope is ticked. */
  public boolean chosen(Scope scope) {
    String scopes = entered.get("scopes");
    return scopes == null
        ? scope != Scope.MANAGE
        : Set.of(scopes.split(",")).contains(scope.word());
  }

  /** A command that sends one prediction with the new token. */
  public String example() {
    return """
    curl %s/v1/predictions -H "Authorization: Bearer %s" -H "Content-Type: application/json" \\
      -d '{"id":"p-1","model":"credit","time":"2026-01-05T10:00:00Z","features":{"income":1200.5},"score":0.83}'\
    """
        .formatted(address, secret);
  }
}
