package org.bellwether.http;

import java.util.List;
import java.util.Map;
import org.bellwether.access.Account;
import org.bellwether.access.Accounts;
import org.bellwether.access.Callers;
import org.bellwether.access.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Accounts of people. */
@RestController
public class UserController {

  private final Accounts accounts;

  public UserController(Accounts accounts) {
    this.accounts = accounts;
  }

  /** A local account to create, or what to change of one; what is left out stays as it is. */
  public record Wanted(
      @Nullable String login,
      @Nullable String displayName,
      @Nullable String password,
      @Nullable Boolean active,
      @Nullable Map<String, Role> grants) {

    /** Without the password. */
    @Override
    public String toString() {
      return "Wanted[login=" + login + ", active=" + active + ", grants=" + grants + "]";
    }
  }

  @GetMapping("/v1/users")
  List<Account> all() {
    return accounts.all();
  }

  @PostMapping("/v1/users")
  @ResponseStatus(HttpStatus.CREATED)
  Account create(@RequestBody Wanted wanted) {
    String login = Wanting.field("login", wanted.login());
    return accounts.create(
        login,
        wanted.displayName() == null ? login : wanted.displayName(),
        Wanting.field("password", wanted.password()),
        Wanting.field("grants", wanted.grants()),
        Callers.current().actor());
  }

  @PutMapping("/v1/users/{login}")
  Account change(@PathVariable String login, @RequestBody Wanted wanted) {
    return accounts
        .change(
            login,
            a ->
                new Account(
                    a.login(),
                    wanted.displayName() == null ? a.displayName() : wanted.displayName(),
                    wanted.active() == null ? a.active() : wanted.active(),
                    wanted.grants() == null ? a.grants() : wanted.grants(),
                    a.issuer(),
                    a.created()),
            wanted.password(),
            Callers.current().actor())
        .orElseThrow(() ->
            new ResponseStatusException(
                HttpStatus.NOT_FOUND,
                "There is no account '" + login + "'; GET /v1/users lists all."));
  }
}
