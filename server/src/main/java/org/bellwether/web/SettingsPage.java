package org.bellwether.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellwether.access.Account;
import org.bellwether.access.Accounts;
import org.bellwether.access.Callers;
import org.bellwether.access.Role;
import org.bellwether.access.Scope;
import org.bellwether.access.Tokens;
import org.bellwether.render.Figures;
import org.bellwether.settings.Settings;
import org.bellwether.store.UnitTable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Who may do what? Tokens and accounts, for admins. */
@RestController
public class SettingsPage {

  private final Tokens tokens;
  private final Accounts accounts;
  private final UnitTable units;
  private final Settings settings;
  private final InstantSource clock;

  public SettingsPage(
      Tokens tokens, Accounts accounts, UnitTable units, Settings settings, InstantSource clock) {
    this.tokens = tokens;
    this.accounts = accounts;
    this.units = units;
    this.settings = settings;
    this.clock = clock;
  }

  @GetMapping("/settings")
  ResponseEntity<String> settings(HttpServletRequest request) {
    return page(request, null, null);
  }

  @PostMapping("/settings/tokens")
  ResponseEntity<String> createToken(
      HttpServletRequest request,
      @RequestParam String name,
      @RequestParam String role,
      @RequestParam String unit,
      @RequestParam(defaultValue = "") String days,
      @RequestParam(defaultValue = "") List<String> scopes) {
    try {
      Set<Scope> chosen = scopes.stream().map(Scope::of).collect(Collectors.toSet());
      Tokens.Created created =
          tokens.create(
              name, Role.of(role), unit, chosen, expires(days), Callers.current().actor());
      return page(request, null, created);
    } catch (IllegalArgumentException e) {
      return page(request, e.getMessage(), null);
    }
  }

  private @Nullable Instant expires(String days) {
    if (days.isBlank()) {
      return null;
    }
    if (!days.strip().matches("[1-9][0-9]{0,4}")) {
      throw new IllegalArgumentException(
          "'Expires after days' must be a number from 1 to 99,999 or empty, and is '" + days + "'");
    }
    return clock.instant().plus(Duration.ofDays(Long.parseLong(days.strip())));
  }

  @PostMapping("/settings/tokens/revoke")
  ResponseEntity<String> revokeToken(HttpServletRequest request, @RequestParam String id) {
    return tokens.revoke(id, Callers.current().actor())
        ? back()
        : page(request, "there is no token '" + id + "' any more", null);
  }

  @PostMapping("/settings/users")
  ResponseEntity<String> createUser(
      HttpServletRequest request,
      @RequestParam String login,
      @RequestParam String password,
      @RequestParam String role,
      @RequestParam String unit) {
    try {
      accounts.create(
          login, login, password, Map.of(unit, Role.of(role)), Callers.current().actor());
      return back();
    } catch (IllegalArgumentException e) {
      return page(request, e.getMessage(), null);
    }
  }

  @PostMapping("/settings/users/active")
  ResponseEntity<String> activateUser(
      HttpServletRequest request, @RequestParam String login, @RequestParam boolean active) {
    try {
      boolean found =
          accounts
              .change(
                  login,
                  a ->
                      new Account(
                          a.login(), a.displayName(), active, a.grants(), a.issuer(), a.created()),
                  null,
                  Callers.current().actor())
              .isPresent();
      return found ? back() : page(request, "there is no account '" + login + "'", null);
    } catch (IllegalArgumentException e) {
      return page(request, e.getMessage(), null);
    }
  }

  private static ResponseEntity<String> back() {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).header("Location", "/settings").build();
  }

  private ResponseEntity<String> page(
      HttpServletRequest request, @Nullable String error, Tokens.@Nullable Created created) {
    SettingsView view =
        new SettingsView(
            tokens.all().stream().map(SettingsView.TokenRow::of).toList(),
            accounts.all().stream().map(SettingsView.UserRow::of).toList(),
            units.all(),
            settings.access().passwordLength(),
            error,
            error == null ? Map.of() : entered(request),
            created == null ? null : created.secret(),
            created == null ? null : created.token().name(),
            address());
    Frame.Heading heading =
        new Frame.Heading(
            "Who may do what?",
            null,
            Figures.count(view.users().size(), "person").replace("persons", "people")
                + " and "
                + Figures.count(view.tokens().size(), "token")
                + " may come in.");
    return Pages.page(
        error == null ? HttpStatus.OK : HttpStatus.BAD_REQUEST,
        "settings.jte",
        Frame.of(request, heading),
        Map.of("view", view));
  }

  /** What the form held, without passwords. */
  private static Map<String, String> entered(HttpServletRequest request) {
    Map<String, String> entered = new HashMap<>();
    for (String field : List.of("name", "role", "days", "unit", "login")) {
      String value = request.getParameter(field);
      if (value != null) {
        entered.put(field, value);
      }
    }
    String[] scopes = request.getParameterValues("scopes");
    entered.put("scopes", scopes == null ? "" : String.join(",", scopes));
    return entered;
  }

  private String address() {
    String known = settings.server().publicUrl();
    return known.isEmpty()
        ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString()
        : known;
  }
}
