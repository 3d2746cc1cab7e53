package org.bellwether.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** Where a person is led after an attempt to sign in. */
final class SignInHandlers implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

  private final Duration idle;

  /**
   * For sessions that end by themselves.
   *
   * @param idle how long after the last request; the container's own setting knows minutes only
   */
  SignInHandlers(Duration idle) {
    this.idle = idle;
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication who)
      throws IOException {
    request.getSession().setMaxInactiveInterval(Math.toIntExact(idle.toSeconds()));
    response.sendRedirect(within(request.getParameter("next")));
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    response.sendRedirect("/sign-in?error=" + (e instanceof LockedException ? "wait" : "wrong"));
  }

  /** A path of this service; the start page for anything that could lead elsewhere. */
  static String within(@Nullable String next) {
    return next != null && next.matches("/[A-Za-z0-9_.~%!$&'()*+,;=:@?-][^\\\\\\s]*|/")
        ? next
        : "/";
  }
}
