package org.bellwether.access;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** What a session remembers: who, and the seal of the password; roles are looked up each time. */
final class SignedIn extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1;

  private final String login;
  private final String seal;

  SignedIn(String login, String seal) {
    super(List.of());
    this.login = login;
    this.seal = seal;
    setAuthenticated(true);
  }

  String seal() {
    return seal;
  }

  @Override
  public Object getPrincipal() {
    return login;
  }

  @Override
  public @Nullable Object getCredentials() {
    return null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SignedIn s && s.login.equals(login) && s.seal.equals(seal);
  }

  @Override
  public int hashCode() {
    return Objects.hash(login, seal);
  }
}
