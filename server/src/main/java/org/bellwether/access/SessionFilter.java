package org.bellwether.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns who a session remembers into what that person may do now, and ends sessions of people who
 * may not sign in any more or have another password.
 */
final class SessionFilter extends OncePerRequestFilter {

  private final Accounts accounts;

  SessionFilter(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn remembered) {
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      accounts
          .find(remembered.getName())
          .filter(Account::active)
          .filter(account -> accounts.seal(account.login()).equals(remembered.seal()))
          .ifPresentOrElse(
              account -> context.setAuthentication(Callers.authenticated(account.caller())),
              () -> end(request));
      SecurityContextHolder.setContext(context);
    }
    chain.doFilter(request, response);
  }

  private static void end(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }
}
