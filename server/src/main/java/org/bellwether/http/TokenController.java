package org.bellwether.http;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bellwether.access.Caller;
import org.bellwether.access.Callers;
import org.bellwether.access.Role;
import org.bellwether.access.Scope;
import org.bellwether.access.Token;
import org.bellwether.access.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** API tokens. */
@RestController
public class TokenController {

  private final Tokens tokens;

  public TokenController(Tokens tokens) {
    this.tokens = tokens;
  }

  /** A wanted token; without unit for every one, without scopes for all. */
  public record Wanted(
      String name,
      Role role,
      @Nullable String unit,
      @Nullable Set<Scope> scopes,
      @Nullable Instant expires) {}

  @GetMapping("/v1/tokens")
  List<Token> all() {
    return tokens.all();
  }

  @PostMapping("/v1/tokens")
  @ResponseStatus(HttpStatus.CREATED)
  Tokens.Created create(@RequestBody Wanted wanted) {
    return tokens.create(
        Wanting.field("name", wanted.name()),
        Wanting.field("role", wanted.role()),
        wanted.unit() == null ? Caller.EVERY_UNIT : wanted.unit(),
        wanted.scopes() == null ? EnumSet.allOf(Scope.class) : wanted.scopes(),
        wanted.expires(),
        Callers.current().actor());
  }

  @DeleteMapping("/v1/tokens/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(@PathVariable String id) {
    if (!tokens.revoke(id, Callers.current().actor())) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "There is no token '" + id + "'; GET /v1/tokens lists all.");
    }
  }
}
