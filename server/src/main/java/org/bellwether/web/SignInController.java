package org.bellwether.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.bellwether.access.SetupLink;
import org.bellwether.settings.Settings;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The pages of people who are not signed in yet. */
@RestController
public class SignInController {

  private static final Map<String, String> ERRORS =
      Map.of(
          "wrong", "Login and password do not belong together. Try again.",
          "wait", "Too many failed attempts. Wait some minutes, then try again.",
          "group",
              "Your provider knows you, but none of your groups has a role here. Ask an admin.",
          "taken", "Your provider's name for you is another account here. Ask an admin.");

  private final SetupLink setup;
  private final boolean provider;
  private final int shortestPassword;

  public SignInController(SetupLink setup, Settings settings) {
    this.setup = setup;
    this.provider = !settings.oidc().issuer().isEmpty();
    this.shortestPassword = settings.access().passwordLength();
  }

  @GetMapping("/sign-in")
  ResponseEntity<String> signIn(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String error,
      @RequestParam(defaultValue = "/") String next) {
    return Pages.page(
        request,
        "signin.jte",
        new Frame.Heading("Who are you?", null, "Sign in to Bellwether"),
        Map.of(
            "error", ERRORS.getOrDefault(error, ""),
            "next", next,
            "provider", provider));
  }

  @GetMapping("/welcome")
  ResponseEntity<String> welcome(
      HttpServletRequest request, @RequestParam(defaultValue = "") String code) {
    return welcome(request, HttpStatus.OK, code, "");
  }

  private ResponseEntity<String> welcome(
      HttpServletRequest request, HttpStatusCode status, String code, String error) {
    boolean open = setup.isGood(code);
    Frame.Heading heading =
        new Frame.Heading(
            "Who looks after this service?",
            null,
            open ? "Create the first admin" : "This link was used or is too old");
    return Pages.page(
        status,
        "welcome.jte",
        Frame.of(request, heading),
        Map.of("code", code, "error", error, "open", open, "shortest", shortestPassword));
  }

  @PostMapping("/welcome")
  ResponseEntity<String> createAdmin(
      HttpServletRequest request,
      @RequestParam String code,
      @RequestParam String login,
      @RequestParam String password) {
    try {
      setup.use(code, login, password);
      return ResponseEntity.status(HttpStatus.SEE_OTHER).header("Location", "/sign-in").build();
    } catch (IllegalArgumentException e) {
      return welcome(request, HttpStatus.BAD_REQUEST, code, "Not done: " + e.getMessage() + ".");
    }
  }
}
