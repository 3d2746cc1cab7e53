package org.bellwether.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import org.bellwether.access.SetupLink;
import org.bellwether.settings.Settings;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The pages of people who are not signed in yet. */
@Controller
public class SignInController {

  private static final Map<String, String> ERRORS =
      Map.of(
          "wrong", "Login and password do not belong together. Try again.",
          "wait", "Too many failed attempts. Wait some minutes, then try again.",
          "group",
              "Your provider knows you, but none of your groups has a role here. Ask an admin.",
          "taken", "Your provider's name for you is another account here. Ask an admin.");

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, SignInController.class.getClassLoader(), "org.bellwether.render");
  private final SetupLink setup;
  private final boolean provider;

  public SignInController(SetupLink setup, Settings settings) {
    this.setup = setup;
    this.provider = !settings.oidc().issuer().isEmpty();
  }

  private String page(String template, Map<String, Object> parts) {
    StringOutput out = new StringOutput();
    engine.render(template, parts, out);
    return out.toString();
  }

  @GetMapping(value = "/sign-in", produces = "text/html; charset=utf-8")
  @ResponseBody
  String signIn(
      @RequestParam(defaultValue = "") String error,
      @RequestParam(defaultValue = "/") String next,
      CsrfToken csrf) {
    return page(
        "signin.jte",
        Map.of(
            "error",
            ERRORS.getOrDefault(error, ""),
            "next",
            next,
            "csrf",
            csrf.getToken(),
            "provider",
            provider));
  }

  @GetMapping(value = "/welcome", produces = "text/html; charset=utf-8")
  @ResponseBody
  String welcome(@RequestParam(defaultValue = "") String code, CsrfToken csrf) {
    return welcomePage(
        code,
        setup.isGood(code)
            ? ""
            : "This link was used or is too old: start the service again for a new one.",
        csrf);
  }

  private String welcomePage(String code, String error, CsrfToken csrf) {
    return page("welcome.jte", Map.of("code", code, "error", error, "csrf", csrf.getToken()));
  }

  @PostMapping(value = "/welcome", produces = "text/html; charset=utf-8")
  @ResponseBody
  ResponseEntity<String> createAdmin(
      @RequestParam String code,
      @RequestParam String login,
      @RequestParam String password,
      CsrfToken csrf) {
    try {
      setup.use(code, login, password);
      return ResponseEntity.status(303).header("Location", "/sign-in").build();
    } catch (IllegalArgumentException e) {
      return ResponseEntity.badRequest()
          .body(welcomePage(code, "Not done: " + e.getMessage() + ".", csrf));
    }
  }
}
