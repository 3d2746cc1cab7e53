package org.bellwether.access;

import java.util.Optional;
import java.util.function.Supplier;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Model;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Decides by the table of {@link Endpoints}; what is not in it is denied. */
final class EndpointAuthorization implements AuthorizationManager<RequestAuthorizationContext> {

  private static final AuthorizationResult YES = new AuthorizationDecision(true);
  private static final AuthorizationResult NO = new AuthorizationDecision(false);

  private final Endpoints endpoints;
  private final Catalog catalog;

  EndpointAuthorization(Endpoints endpoints, Catalog catalog) {
    this.endpoints = endpoints;
    this.catalog = catalog;
  }

  @Override
  public AuthorizationResult authorize(
      Supplier<? extends @Nullable Authentication> authentication,
      RequestAuthorizationContext context) {
    Optional<Endpoints.Match> match =
        endpoints.find(context.getRequest().getMethod(), context.getRequest().getRequestURI());
    if (match.isEmpty()) {
      return NO;
    }
    Endpoint endpoint = match.get().endpoint();
    if (endpoint.reach() == Endpoint.Reach.EVERYONE) {
      return YES;
    }
    Caller caller = Callers.of(authentication.get());
    if (caller == null || !endpoint.allows(caller)) {
      return NO;
    }
    String name = match.get().variables().get("model");
    if (name == null) {
      return YES;
    }
    Optional<Model> model = catalog.find(name);
    return model.isEmpty() || caller.may(endpoint.roles(), model.get().unit()) ? YES : NO;
  }
}
