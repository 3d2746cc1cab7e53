package org.bellwether.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.bellwether.access.Account;
import org.bellwether.access.Accounts;
import org.bellwether.access.Caller;
import org.bellwether.access.Role;
import org.bellwether.settings.Settings;
import org.bellwether.settings.SettingsReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Local accounts in the running service: first start, sign-in, sessions, forged forms. */
class SignInTest {

  private static final String PASSWORD = "correct horse battery";

  @TempDir Path data;
  private ConfigurableApplicationContext context;

  @BeforeEach
  void start() {
    Settings settings =
        SettingsReader.read(
            Map.of(
                "port", "0",
                "data", data.toString(),
                "access.sign-in-attempts", "3",
                "access.session-idle", "2s"),
            null,
            Map.of());
    context = Server.start(settings);
  }

  @AfterEach
  void stop() {
    context.close();
  }

  private Visitor visitor() {
    return new Visitor(Server.port(context));
  }

  private static String location(HttpResponse<?> response) {
    return response.headers().firstValue("Location").orElse("").replaceFirst("^http://[^/]*", "");
  }

  private Accounts accounts() {
    return context.getBean(Accounts.class);
  }

  @Test
  void theFirstStartsLinkMakesAnAdminWhoSignsInAndOut() throws Exception {
    String link = java.util.Objects.requireNonNull(Server.setupLink(context));
    assertThat(link).contains("/welcome?code=");
    Visitor ann = visitor();
    String path = link.substring(link.indexOf("/welcome"));
    String code = path.substring(path.indexOf('=') + 1);
    Map<String, String> form =
        Map.of("code", code, "login", "ann", "password", PASSWORD, "_csrf", ann.csrf(path));
    assertThat(ann.post("/welcome", form).statusCode()).isEqualTo(303);
    assertThat(ann.post("/welcome", form).statusCode()).isEqualTo(400);
    assertThat(Server.setupLink(context)).isNull();

    assertThat(ann.get("/v1/me").statusCode()).isEqualTo(401);
    HttpResponse<String> signedIn = ann.signIn("ann", PASSWORD);
    assertThat(location(signedIn)).isEqualTo("/v1/me");
    assertThat(signedIn.headers().allValues("Set-Cookie").toString())
        .contains("bellwether-session=", "HttpOnly", "SameSite=Lax");
    assertThat(ann.get("/v1/me").body()).contains("user:ann", "admin");

    assertThat(ann.post("/sign-out", Map.of()).statusCode()).as("a forged form").isEqualTo(403);
    assertThat(ann.get("/v1/me").statusCode()).isEqualTo(200);
    assertThat(location(ann.post("/sign-out", Map.of("_csrf", ann.csrf("/sign-in")))))
        .isEqualTo("/sign-in");
    assertThat(ann.get("/v1/me").statusCode()).isEqualTo(401);
  }

  @Test
  void aSessionEndsWithTheAccountThePasswordAndTime() throws Exception {
    accounts().create("ann", "Ann", PASSWORD, Map.of(Caller.EVERY_UNIT, Role.ADMIN), "test");
    accounts().create("bob", "Bob", PASSWORD, Map.of(Caller.EVERY_UNIT, Role.VIEWER), "test");
    Visitor bob = visitor();
    bob.signIn("bob", PASSWORD);
    assertThat(bob.get("/v1/users").statusCode()).isEqualTo(403);
    grant(Map.of(Caller.EVERY_UNIT, Role.ADMIN), true);
    assertThat(bob.get("/v1/users").statusCode()).as("a new role counts at once").isEqualTo(200);
    accounts().change("bob", a -> a, "another long password", "test");
    assertThat(bob.get("/v1/me").statusCode()).as("after a new password").isEqualTo(401);

    bob.signIn("bob", "another long password");
    assertThat(bob.get("/v1/me").statusCode()).isEqualTo(200);
    grant(Map.of(Caller.EVERY_UNIT, Role.ADMIN), false);
    assertThat(bob.get("/v1/me").statusCode()).as("after the account was closed").isEqualTo(401);

    Visitor ann = visitor();
    ann.signIn("ann", PASSWORD);
    assertThat(ann.get("/v1/me").statusCode()).isEqualTo(200);
    Thread.sleep(3500);
    assertThat(ann.get("/v1/me").statusCode()).as("after the idle time").isEqualTo(401);
  }

  private void grant(Map<String, Role> grants, boolean active) {
    accounts()
        .change(
            "bob",
            a -> new Account(a.login(), a.displayName(), active, grants, null, a.created()),
            null,
            "test");
  }

  @Test
  void guessingIsSlowedDownAndTheSessionIdIsNew() throws Exception {
    accounts().create("ann", "Ann", PASSWORD, Map.of(Caller.EVERY_UNIT, Role.ADMIN), "test");
    Visitor eve = visitor();
    for (int i = 0; i < 3; i++) {
      assertThat(location(eve.signIn("ann", "guess number " + i)))
          .isEqualTo("/sign-in?error=wrong");
    }
    assertThat(location(eve.signIn("ann", PASSWORD))).isEqualTo("/sign-in?error=wait");
    assertThat(eve.cookies.getCookieStore().getCookies())
        .extracting(HttpCookie::getName)
        .as("no session before a sign-in")
        .doesNotContain("bellwether-session");
  }

  @Test
  void aPersonIsLedToSignInAndNothingInlineMayRun() throws Exception {
    HttpResponse<String> page = visitor().get("/metrics");
    assertThat(location(page)).isEqualTo("/sign-in?next=%2Fmetrics");
    HttpResponse<String> signIn = visitor().get("/sign-in?next=%22%3E%3Cscript%3Ealert(1)");
    assertThat(signIn.statusCode()).isEqualTo(200);
    assertThat(signIn.body()).doesNotContain("<script>", "<style", "style=", "onclick");
    assertThat(signIn.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(signIn.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(signIn.headers().firstValue("X-Frame-Options")).contains("DENY");
  }
}
