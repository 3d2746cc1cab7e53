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
  private final RefusalPage page;

  Refusals(Endpoints endpoints, RefusalPage page) {
    this.endpoints = endpoints;
    this.page = page;
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
    unknown(request, response);
  }

  private static void unknown(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("WWW-Authenticate", "Bearer");
    Problem.write(
        request,
        response,
        401,
        "Send a token as 'Authorization: Bearer TOKEN'; create one with"
            + " './bellwether token create NAME --role ROLE'.");
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    if (e instanceof CsrfException && request.getUserPrincipal() == null && !isOpen(request)) {
      if (isRead(request)) {
        response.sendRedirect("/sign-in");
      } else {
        unknown(request, response);
      }
      return;
    }
    if (e instanceof CsrfException) {
      refuse(
          request,
          response,
          403,
          "The form is too old or came from elsewhere: load its page again.");
      return;
    }
    Optional<Endpoints.Match> match = endpoints.find(request.getMethod(), request.getRequestURI());
    if (match.isEmpty()) {
      refuse(
          request,
          response,
          404,
          "There is no " + request.getMethod() + " here; /openapi.json lists what there is.");
      return;
    }
    Endpoint needed = match.get().endpoint();
    refuse(
        request,
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

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, int status, String detail)
      throws IOException {
    if (isRead(request)) {
      page.write(request, response, status, detail);
    } else {
      Problem.write(request, response, status, detail);
    }
  }

  private boolean isOpen(HttpServletRequest request) {
    return endpoints
        .find(request.getMethod(), request.getRequestURI())
        .filter(match -> match.endpoint().reach() == Endpoint.Reach.EVERYONE)
        .isPresent();
  }

  private static boolean isApi(HttpServletRequest request) {
    return request.getRequestURI().matches("/(v1|api)/.*");
  }

  private static boolean isPage(HttpServletRequest request) {
    return request.getMethod().equals("GET") && isRead(request);
  }

  /** Whether a person waits for the answer. */
  private static boolean isRead(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return !isApi(request) && accept != null && accept.contains("text/html");
  }
}
