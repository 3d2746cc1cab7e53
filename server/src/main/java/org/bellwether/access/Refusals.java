package org.bellwether.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** What somebody is told who may not: a person is led to sign in, a program gets a problem. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

  private final Endpoints endpoints;

  Refusals(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    if (isPage(request)) {
      String next = request.getRequestURI();
      response.sendRedirect("/sign-in?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
      return;
    }
    unknown(response);
  }

  private static void unknown(HttpServletResponse response) throws IOException {
    response.setHeader("WWW-Authenticate", "Bearer");
    Problem.write(
        response,
        401,
        "Send a token as 'Authorization: Bearer TOKEN'; create one with"
            + " './bellwether token create NAME --role ROLE'.");
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    if (e instanceof CsrfException && request.getUserPrincipal() == null && isApi(request)) {
      unknown(response);
      return;
    }
    if (e instanceof CsrfException) {
      Problem.write(
          response, 403, "The form is too old or came from elsewhere: load its page again.");
      return;
    }
    Optional<Endpoints.Match> match = endpoints.find(request.getMethod(), request.getRequestURI());
    if (match.isEmpty()) {
      Problem.write(
          response,
          404,
          "There is no " + request.getMethod() + " here; /openapi.json lists what there is.");
      return;
    }
    Endpoint needed = match.get().endpoint();
    Problem.write(
        response,
        403,
        "This needs the role "
            + needed.roles().stream()
                .sorted()
                .map(Role::word)
                .reduce((a, b) -> a + " or " + b)
                .orElse("")
            + (needed.reach() == Endpoint.Reach.EVERY_UNIT
                ? " for every business unit"
                : " in the business unit")
            + (needed.scope() == null
                ? "."
                : ", and of a token the scope " + needed.scope().word() + "."));
  }

  private static boolean isApi(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/v1/");
  }

  private static boolean isPage(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return request.getMethod().equals("GET")
        && !isApi(request)
        && accept != null
        && accept.contains("text/html");
  }
}
