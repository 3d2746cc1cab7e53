package org.bellwether.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.access.Account;
import org.bellwether.access.Accounts;
import org.bellwether.access.Role;
import org.bellwether.settings.Settings;
import org.bellwether.settings.SettingsReader;
import org.bellwether.store.UnitTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Sign-in through a real OpenID Connect provider. */
class ProviderSignInTest {

  @TempDir static Path data;
  private static ConfigurableApplicationContext provider;
  private static ConfigurableApplicationContext service;
  private static String base = "";

  private static Map<String, String> settings() {
    return new HashMap<>(
        Map.of(
            "port",
            "0",
            "data",
            data.toString(),
            "oidc.issuer",
            "http://localhost:" + Server.port(provider),
            "oidc.client-id",
            Provider.CLIENT,
            "oidc.client-secret",
            Provider.SECRET,
            "oidc.groups",
            "risk-team=risk, eu-owners=eu/model-owner"));
  }

  @BeforeAll
  static void start() {
    provider = Provider.start();
    Settings settings = SettingsReader.read(settings(), null, Map.of());
    service = Server.start(settings);
    base = "http://127.0.0.1:" + Server.port(service);
    Provider.register(provider, base);
    service.getBean(UnitTable.class).create("eu", "test", Instant.EPOCH);
  }

  @AfterAll
  static void stop() {
    service.close();
    provider.close();
  }

  /** Follows redirects, fills in the provider's form, and says where it all ends. */
  private static String signIn(Visitor visitor, String name) throws Exception {
    URI at = URI.create(base + "/oauth2/authorization/provider");
    HttpResponse<String> answer = visitor.get(at.toString());
    for (int i = 0; i < 10 && answer.statusCode() / 100 == 3; i++) {
      at = at.resolve(answer.headers().firstValue("Location").orElseThrow());
      if (at.getPath().equals("/login")) {
        Map<String, String> form =
            Map.of("username", name, "password", name, "_csrf", visitor.csrf(at.toString()));
        answer = visitor.post(at.toString(), form);
      } else if (at.toString().startsWith(base) && !at.getPath().startsWith("/login/oauth2")) {
        return at.toString().substring(base.length());
      } else {
        answer = visitor.get(at.toString());
      }
    }
    throw new AssertionError("stopped at " + at + " with " + answer.statusCode() + answer.body());
  }

  @Test
  void groupsOfTheProviderSayTheRole() throws Exception {
    Visitor cid = new Visitor(Server.port(service));
    assertThat(signIn(cid, "cid")).isEqualTo("/");
    assertThat(cid.get(base + "/v1/me").body()).contains("user:cid", "\"*\":\"risk\"");
    assertThat(cid.get(base + "/v1/audit").statusCode()).isEqualTo(200);
    assertThat(cid.get(base + "/v1/users").statusCode()).isEqualTo(403);
    Account account = service.getBean(Accounts.class).find("cid").orElseThrow();
    assertThat(account.issuer()).isEqualTo("http://localhost:" + Server.port(provider));

    Visitor dora = new Visitor(Server.port(service));
    assertThat(signIn(dora, "dora")).isEqualTo("/");
    assertThat(service.getBean(Accounts.class).find("dora").orElseThrow().grants())
        .isEqualTo(Map.of("eu", Role.MODEL_OWNER));
    assertThat(dora.get(base + "/v1/audit").statusCode()).isEqualTo(403);
  }

  @Test
  void somebodyWithoutARoleStaysOut() throws Exception {
    Visitor eve = new Visitor(Server.port(service));
    assertThat(signIn(eve, "eve")).isEqualTo("/sign-in?error=group");
    assertThat(eve.get(base + "/v1/me").statusCode()).isEqualTo(401);
    assertThat(service.getBean(Accounts.class).find("eve")).isEmpty();
  }

  @Test
  void anAnswerThatNobodyAskedForIsRefused() throws Exception {
    Visitor eve = new Visitor(Server.port(service));
    HttpResponse<String> answer =
        eve.get(base + "/login/oauth2/code/provider?code=stolen&state=guessed");
    assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/sign-in?error=wrong");
  }

  @Test
  void wrongSettingsStopTheStartWithTheirName() {
    for (String wrong : List.of("oidc.groups", "oidc.client-secret")) {
      Map<String, String> settings = settings();
      settings.put(wrong, wrong.equals("oidc.groups") ? "team=boss" : "");
      settings.put("data", data.resolve(wrong).toString());
      Settings read = SettingsReader.read(settings, null, Map.of());
      assertThatThrownBy(() -> Server.start(read)).rootCause().hasMessageContaining(wrong);
    }
  }
}
