package org.bellwether.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bellwether.access.Accounts;
import org.bellwether.access.Caller;
import org.bellwether.access.Role;
import org.bellwether.access.Scope;
import org.bellwether.access.Tokens;
import org.bellwether.render.Chromium;
import org.bellwether.serve.Server;
import org.bellwether.settings.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The registry's pages as somebody uses them, in a browser. */
class RegistryBrowserTest {

  private static final String PASSWORD = "a long enough password";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String API = "/api/2.0/mlflow/";

  @TempDir static Path data;

  private static final List<String> ERRORS = new ArrayList<>();
  private static ConfigurableApplicationContext service;
  private static Chromium chromium;
  private static String base;
  private static String token;
  private static String experiment;

  @BeforeAll
  static void start() throws Exception {
    service = Server.start(Settings.of(0, data));
    base = "http://localhost:" + Server.port(service);
    chromium = new Chromium();
    Accounts accounts = service.getBean(Accounts.class);
    accounts.create("ann", "Ann", PASSWORD, Map.of(Caller.EVERY_UNIT, Role.MODEL_OWNER), "test");
    accounts.create("vic", "Vic", PASSWORD, Map.of(Caller.EVERY_UNIT, Role.VIEWER), "test");
    token =
        service
            .getBean(Tokens.class)
            .create("t", Role.ADMIN, Caller.EVERY_UNIT, EnumSet.allOf(Scope.class), null, "test")
            .secret();
    try (BrowserContext context = context(1280, ColorScheme.LIGHT, true)) {
      Page page = signedIn(context, "ann");
      page.navigate(base + "/registry");
      shoot(page, "registry-empty");
      page.getByLabel("Name, such as what it decides").fill("credit <i>");
      page.getByLabel("Owner, who answers for it").fill("ann");
      page.getByLabel("What it is").fill("Who gets a loan");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Register the model"))
          .click();
      page.waitForURL("**/registry/credit**");
      assertThat(page.locator("h1").innerText()).contains("No version is registered yet");
      shoot(page, "versions-empty");
    }
    experiment = post("experiments/create", "{\"name\":\"loans\"}").get("experiment_id").asString();
    train("shallow trees", "0.781", "4", "3f2a91c", "loans-2025");
    train("deep trees", "0.812", "6", "9c1d07e", "loans-2026");
  }

  @AfterAll
  static void stop() {
    chromium.close();
    service.close();
  }

  private static JsonNode send(String method, String path, String body) throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  private static JsonNode post(String path, String body) throws Exception {
    return send("POST", API + path, body);
  }

  private static void train(String name, String auc, String depth, String commit, String data)
      throws Exception {
    String run =
        post(
                "runs/create",
                """
                {"experiment_id":"%s","run_name":"%s","user_id":"ann","start_time":1767225600000,\
                "tags":[{"key":"mlflow.source.git.commit","value":"%s"}]}\
                """
                    .formatted(experiment, name, commit))
            .at("/run/info/run_id")
            .asString();
    post(
        "runs/log-batch",
        """
        {"run_id":"%s","metrics":[{"key":"auc","value":%s,"timestamp":1767225660000,"step":1},\
        {"key":"loss","value":0.4,"timestamp":1767225660000,"step":1}],\
        "params":[{"key":"max_depth","value":"%s"},{"key":"seed","value":"42"},\
        {"key":"data_version","value":"%s"}]}\
        """
            .formatted(run, auc, depth, data));
    send(
        "PUT",
        "/api/2.0/mlflow-artifacts/artifacts/" + experiment + "/" + run + "/artifacts/model/m.txt",
        "model of depth " + depth);
    post("runs/update", "{\"run_id\":\"%s\",\"status\":\"FINISHED\"}".formatted(run));
    post(
        "model-versions/create",
        """
        {"name":"credit <i>","source":"runs:/%s/model","run_id":"%s","description":"%s"}\
        """
            .formatted(run, run, name));
  }

  private static BrowserContext context(int width, ColorScheme scheme, boolean script) {
    return chromium.context(width, scheme, script, ERRORS);
  }

  private static Page signedIn(BrowserContext context, String login) {
    Page page = context.newPage();
    page.setDefaultTimeout(30_000);
    page.navigate(base + "/sign-in");
    page.getByLabel("Login").fill(login);
    page.getByLabel("Password").fill(PASSWORD);
    page.keyboard().press("Enter");
    page.waitForURL(base + "/");
    return page;
  }

  /** Pictures for looking at, where a folder is named. */
  private static void shoot(Page page, String name) {
    String folder = System.getProperty("bellwether.screenshots");
    if (folder != null) {
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")).setFullPage(true));
    }
  }

  private static void click(Page page, AriaRole role, String name) {
    page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true)).first().click();
  }

  @Test
  void twoVersionsAreComparedAndOneBecomesChampion() {
    try (BrowserContext context = context(1280, ColorScheme.LIGHT, true)) {
      Page page = signedIn(context, "ann");
      click(page, AriaRole.LINK, "Registry");
      assertThat(page.locator("h1").innerText()).contains("1 of 1 model has a registered version");
      click(page, AriaRole.LINK, "credit <i>");
      assertThat(page.locator("h1").innerText()).contains("No alias says so yet");
      assertThat(page.locator("main").innerText())
          .contains("auc 0.812")
          .contains("9c1d07e")
          .contains("loans-2026");

      click(page, AriaRole.BUTTON, "Compare");
      page.waitForURL("**/compare?left=1&right=2");
      assertThat(page.locator("h1").innerText())
          .contains("auc is 0.812 after 0.781")
          .contains("code commit")
          .contains("data version");
      String different = page.locator("main").innerText();
      assertThat(different).contains("+0.031").contains("max_depth").doesNotContain("seed");
      click(page, AriaRole.LINK, "Everything");
      assertThat(page.locator("main").innerText()).contains("seed").contains("same");

      page.navigate(base + "/registry/credit%20%3Ci%3E");
      page.getByLabel("Alias, such as champion").fill("latest");
      click(page, AriaRole.BUTTON, "Point it there");
      assertThat(page.locator("[role=alert]").innerText()).contains("cannot be an alias");
      page.getByLabel("Alias, such as champion").fill("champion");
      click(page, AriaRole.BUTTON, "Point it there");
      page.waitForFunction(
          "document.querySelector('h1').innerText.includes('champion is version 2')");
      page.onDialog(dialog -> dialog.accept());
      click(page, AriaRole.BUTTON, "Take champion away");
      page.waitForFunction("document.querySelector('h1').innerText.includes('No alias')");

      click(page, AriaRole.LINK, "version 2");
      assertThat(page.locator("h1").innerText()).contains("not known: split ids");
      assertThat(page.locator("main").innerText())
          .contains("parameter data_version of the run")
          .contains("bellwether.splits")
          .contains("m.txt");
      click(page, AriaRole.LINK, "Its run");
      assertThat(page.locator("h1").innerText()).contains("It finished: auc 0.812");
      click(page, AriaRole.LINK, "credit <i> version 2");
    }
    ERRORS.removeIf(e -> e.contains("status of 400"));
    assertThat(ERRORS).isEmpty();
  }

  @Test
  void runsAreSearchedInMlflowsLanguage() {
    try (BrowserContext context = context(1280, ColorScheme.LIGHT, false)) {
      Page page = signedIn(context, "ann");
      page.navigate(base + "/runs?experiment=" + experiment);
      assertThat(page.locator("main tbody tr").count()).isEqualTo(2);
      page.getByLabel("Search").fill("metrics.auc > 0.8");
      click(page, AriaRole.BUTTON, "Show");
      assertThat(page.locator("main tbody tr").count()).isEqualTo(1);
      assertThat(page.locator("main tbody").innerText()).contains("deep trees").contains("0.812");
      page.getByLabel("Search").fill("auc large");
      click(page, AriaRole.BUTTON, "Show");
      assertThat(page.locator("[role=alert]").innerText()).contains("'auc'");
    }
    ERRORS.removeIf(e -> e.contains("status of 400"));
    assertThat(ERRORS).isEmpty();
  }

  @Test
  void whoMayOnlyReadSeesNoForms() {
    try (BrowserContext context = context(1280, ColorScheme.LIGHT, true)) {
      Page page = signedIn(context, "vic");
      page.navigate(base + "/registry/credit%20%3Ci%3E");
      assertThat(page.getByLabel("Alias, such as champion").count()).isZero();
      assertThat(page.getByLabel("From").count()).isEqualTo(1);
      page.navigate(base + "/registry");
      assertThat(page.getByLabel("Name, such as what it decides").count()).isZero();
    }
    assertThat(ERRORS).isEmpty();
  }

  @Test
  void everyPageFitsEveryWidthInLightAndDark() throws Exception {
    String run =
        post("runs/search", "{\"experiment_ids\":[\"%s\"]}".formatted(experiment))
            .at("/runs/0/info/run_id")
            .asString();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {390, 1280}) {
        try (BrowserContext context = context(width, scheme, true)) {
          Page page = signedIn(context, "ann");
          for (String path :
              List.of(
                  "/registry",
                  "/registry/credit%20%3Ci%3E",
                  "/registry/credit%20%3Ci%3E/versions/2",
                  "/registry/credit%20%3Ci%3E/compare?left=1&right=2&all=true",
                  "/runs?experiment=" + experiment,
                  "/runs/" + run)) {
            page.navigate(base + path);
            page.waitForLoadState();
            String name =
                path.replace(run, "one").replaceAll("[^a-z0-9]+", "-")
                    + "-"
                    + width
                    + "-"
                    + scheme.name().toLowerCase(Locale.ROOT);
            shoot(page, name);
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                .as(name)
                .isEqualTo(width);
            assertThat(page.locator("h1").count()).as(name).isEqualTo(1);
            assertThat(page.locator("main i").count()).as(name).isZero();
          }
        }
      }
    }
    assertThat(ERRORS).isEmpty();
  }
}
