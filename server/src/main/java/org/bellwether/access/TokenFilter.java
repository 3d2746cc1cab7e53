package org.bellwether.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes the caller from {@code Authorization: Bearer}, or from the password of {@code Basic} for
 * senders that can be given no more than an address, such as KServe's logger; a token that is not
 * good ends the request.
 */
final class TokenFilter extends OncePerRequestFilter {

  private static final String SCHEME = "Bearer ";
  private static final String BASIC = "Basic ";

  private final Tokens tokens;
  private final OperatorKey operator;
  private final SecurityContextRepository kept = new RequestAttributeSecurityContextRepository();

  TokenFilter(Tokens tokens, OperatorKey operator) {
    this.tokens = tokens;
    this.operator = operator;
  }

  /** Whether a request names a token, and so never falls back to a session. */
  static boolean bearsToken(HttpServletRequest request) {
    return secret(request) != null;
  }

  private static @Nullable String secret(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    if (header == null) {
      return null;
    }
    if (header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return header.substring(SCHEME.length()).strip();
    }
    return header.regionMatches(true, 0, BASIC, 0, BASIC.length())
        ? password(header.substring(BASIC.length()).strip())
        : null;
  }

  /** What follows the first colon; empty, and so no token, where there is none. */
  private static String password(String credentials) {
    try {
      String text = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
      return text.substring(text.indexOf(':') + 1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String secret = secret(request);
    if (secret == null) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Caller> caller = tokens.bearer(secret);
    if (caller.isEmpty()) {
      caller = operator.bearer(secret, request.getRemoteAddr());
    }
    if (caller.isEmpty()) {
      response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
      Problem.write(
          request,
          response,
          401,
          "The token is not known, has expired or was revoked; create one with"
              + " './bellwether token create'.");
      return;
    }
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(Callers.authenticated(caller.get()));
    SecurityContextHolder.setContext(context);
    kept.saveContext(context, request, response);
    chain.doFilter(request, response);
  }
}
