package org.bellwether.web;

import gg.jte.Content;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.bellwether.access.Caller;
import org.bellwether.access.Role;
import org.bellwether.finding.Severity;
import org.bellwether.render.HtmlReport;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.util.UriUtils;

/**
 * What every page has around its content.
 *
 * @param heading the question and its answer
 * @param path of the page, for the navigation
 * @param query of its address with the question mark, empty of none
 * @param caller who is signed in, {@code null} where nobody is
 * @param theme {@code light} or {@code dark} as chosen, {@code null} to follow the system
 * @param csrf token that each form of the page carries, empty where it has none
 */
public record Frame(
    Heading heading,
    String path,
    String query,
    @Nullable Caller caller,
    @Nullable String theme,
    String csrf) {

  /**
   * The question of a page and its answer.
   *
   * @param severity how good the answer is, {@code null} where the page judges nothing
   */
  public record Heading(String question, @Nullable Severity severity, String verdict) {}

  static Frame of(HttpServletRequest request, Heading heading) {
    Object csrf = request.getAttribute(CsrfToken.class.getName());
    return new Frame(
        heading,
        request.getRequestURI(),
        request.getQueryString() == null ? "" : "?" + request.getQueryString(),
        caller(request),
        theme(request),
        csrf instanceof CsrfToken token ? token.getToken() : "");
  }

  private static @Nullable Caller caller(HttpServletRequest request) {
    return request.getUserPrincipal() instanceof Authentication who
            && who.getPrincipal() instanceof Caller caller
        ? caller
        : null;
  }

  private static @Nullable String theme(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? null
        : Arrays.stream(cookies)
            .filter(c -> c.getName().equals("theme"))
            .map(Cookie::getValue)
            .filter(Set.of("light", "dark")::contains)
            .findFirst()
            .orElse(null);
  }

  /** Whether settings of the whole service are the caller's to change. */
  public boolean isAdmin() {
    return caller != null && caller.may(Set.of(Role.ADMIN), Caller.EVERY_UNIT);
  }

  /** The page's own address, for parts of it that renew themselves. */
  public String address() {
    return path + query;
  }

  /** What a page is called in the navigation, {@code page} for the one that is shown. */
  public @Nullable String current(String target) {
    boolean here =
        switch (target) {
          case "/" -> isOfModels();
          case "/registry" -> path.startsWith(target) || path.startsWith("/runs");
          default -> path.startsWith(target);
        };
    return here ? "page" : null;
  }

  private boolean isOfModels() {
    return path.equals("/") || path.startsWith("/models/");
  }

  /** The address of the page of a model. */
  public String model(String name) {
    return "/models/" + UriUtils.encodePathSegment(name, StandardCharsets.UTF_8);
  }

  /** The address of one prediction. */
  public String prediction(String model, String id) {
    return model(model) + "/predictions?id=" + UriUtils.encode(id, StandardCharsets.UTF_8);
  }

  /** The dialog of the keys. */
  public Content keys() {
    return HtmlReport.keys();
  }

  /** Where a style or script of the pages is. */
  public String asset(String name) {
    return Assets.path(name);
  }
}
