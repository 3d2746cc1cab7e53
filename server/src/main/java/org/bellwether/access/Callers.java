package org.bellwether.access;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.bellwether.registry.Model;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/** The caller of the request that this thread answers. */
public final class Callers {

  private Callers() {}

  /**
   * The caller.
   *
   * @throws IllegalStateException if the endpoint is open to everyone and nobody is signed in
   */
  public static Caller current() {
    Caller caller = of(SecurityContextHolder.getContext().getAuthentication());
    if (caller == null) {
      throw new IllegalStateException("nobody is signed in");
    }
    return caller;
  }

  /** Models of units that the caller of this request has a role in. */
  public static Predicate<Model> reachable() {
    Caller caller = current();
    return model -> caller.reaches(model.unit());
  }

  static @Nullable Caller of(@Nullable Authentication authentication) {
    return authentication != null
            && authentication.isAuthenticated()
            && authentication.getPrincipal() instanceof Caller caller
        ? caller
        : null;
  }

  /** An authentication that holds a caller. */
  static Authentication authenticated(Caller caller) {
    return new Authenticated(caller, List.of());
  }

  private static final class Authenticated extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1;

    private final transient Caller caller;

    Authenticated(Caller caller, Collection<? extends GrantedAuthority> authorities) {
      super(authorities);
      this.caller = caller;
      setAuthenticated(true);
    }

    @Override
    public Object getPrincipal() {
      return caller;
    }

    @Override
    public @Nullable Object getCredentials() {
      return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Authenticated a && a.caller.equals(caller);
    }

    @Override
    public int hashCode() {
      return caller.hashCode();
    }
  }
}
