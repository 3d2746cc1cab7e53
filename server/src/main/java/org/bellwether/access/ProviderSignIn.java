package org.bellwether.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bellwether.settings.InvalidSettingException;
import org.bellwether.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/** Sign-in by an OpenID Connect provider: its groups say a person's roles. */
final class ProviderSignIn implements ClientRegistrationRepository, AuthenticationSuccessHandler {

  /** Name of the only provider in the paths of Spring Security. */
  static final String ID = "provider";

  private static final Logger LOG = LoggerFactory.getLogger(ProviderSignIn.class);

  private final Settings.Oidc settings;
  private final Accounts accounts;
  private final SignInHandlers handlers;
  private final OAuth2AuthorizedClientRepository clients =
      new HttpSessionOAuth2AuthorizedClientRepository();
  private volatile @Nullable ClientRegistration registration;

  ProviderSignIn(Settings.Oidc settings, Accounts accounts, SignInHandlers handlers) {
    this.settings = settings;
    this.accounts = accounts;
    this.handlers = handlers;
    if (settings.clientId().isEmpty() || settings.clientSecret().isEmpty()) {
      throw new InvalidSettingException(
          "oidc.issuer is set, so oidc.client-id and oidc.client-secret must be set too");
    }
    settings.groups().forEach((group, grant) -> grant(group, grant));
  }

  OAuth2AuthorizedClientRepository clients() {
    return clients;
  }

  /** Asks the provider on the first sign-in, so that the service starts without it. */
  @Override
  public @Nullable ClientRegistration findByRegistrationId(String id) {
    if (!id.equals(ID)) {
      return null;
    }
    ClientRegistration known = registration;
    if (known == null) {
      known =
          ClientRegistrations.fromIssuerLocation(settings.issuer())
              .registrationId(ID)
              .clientId(settings.clientId())
              .clientSecret(settings.clientSecret())
              .scope("openid", "profile", "email")
              .build();
      registration = known;
    }
    return known;
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication vouched)
      throws IOException {
    // The provider's tokens are of no use after the sign-in, so none is kept.
    clients.removeAuthorizedClient(ID, vouched, request, response);
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    String error = "group";
    try {
      if (vouched.getPrincipal() instanceof OidcUser person) {
        Account account = account(person);
        if (account != null && account.active()) {
          context.setAuthentication(new SignedIn(account.login(), accounts.seal(account.login())));
          error = "";
        }
      }
    } catch (IllegalArgumentException e) {
      LOG.warn("sign-in through the provider refused: {}", e.getMessage());
      error = "taken";
    }
    SecurityContextHolder.setContext(context);
    new HttpSessionSecurityContextRepository().saveContext(context, request, response);
    if (error.isEmpty()) {
      handlers.onAuthenticationSuccess(request, response, vouched);
    } else {
      response.sendRedirect("/sign-in?error=" + error);
    }
  }

  private @Nullable Account account(OidcUser person) {
    Map<String, Role> grants = new HashMap<>();
    Object groups = person.getClaim(settings.groupsClaim());
    for (Object group : groups instanceof Collection<?> many ? many : List.of()) {
      String grant = settings.groups().get(String.valueOf(group));
      if (grant != null) {
        grant(String.valueOf(group), grant)
            .forEach((unit, role) -> grants.merge(unit, role, ProviderSignIn::higher));
      }
    }
    if (grants.isEmpty()) {
      LOG.warn("sign-in through the provider refused: no group with a role");
      return null;
    }
    // Every ID token has a subject.
    String subject = Objects.requireNonNull(person.getSubject());
    String login = first(person.getPreferredUsername(), first(person.getEmail(), subject));
    return accounts.fromProvider(
        settings.issuer(), subject, login, first(person.getFullName(), login), grants);
  }

  private static String first(@Nullable String wanted, String otherwise) {
    return wanted == null ? otherwise : wanted;
  }

  /** Of two roles in one unit the one that may change more. */
  private static Role higher(Role a, Role b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Map<String, Role> grant(String group, String grant) {
    int slash = grant.lastIndexOf('/');
    try {
      return Map.of(
          slash < 0 ? Caller.EVERY_UNIT : grant.substring(0, slash),
          Role.of(grant.substring(slash + 1)));
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException("oidc.groups." + group + ": " + e.getMessage());
    }
  }
}
