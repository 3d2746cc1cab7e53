package org.bellwether.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Model;
import org.bellwether.render.Chromium;
import org.bellwether.serve.Server;
import org.bellwether.settings.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The pages as somebody uses them, in a browser. */
class PagesBrowserTest {

  private static final String PASSWORD = "a long enough password";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path data;

  private static ConfigurableApplicationContext service;
  private static Chromium chromium;
  private static String base;
  private static BrowserContext signedIn;
  private static String token;

  private static final List<String> ERRORS = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    service = Server.start(Settings.of(0, data));
    base = "http://localhost:" + Server.port(service);
    chromium = new Chromium();
    signedIn = context(1280, ColorScheme.LIGHT, true);
    Page page = open(signedIn, "about:blank");
    page.navigate(Objects.requireNonNull(Server.setupLink(service)));
    shoot(page, "welcome");
    page.getByLabel("Login").fill("ann");
    page.getByLabel("Password").fill(PASSWORD);
    page.keyboard().press("Enter");
    page.waitForURL("**/sign-in");
    shoot(page, "sign-in");
    signIn(page);
    shoot(page, "models-empty");
    token = createToken(page, "ci");
    shoot(page, "settings-secret");
    page.close();
    Catalog catalog = service.getBean(Catalog.class);
    for (String model : List.of("credit", "churn <i>")) {
      catalog.register(Model.named(model, Model.DEFAULT_UNIT, Instant.now()), "test");
    }
    send(token);
  }

  @AfterAll
  static void stop() {
    chromium.close();
    service.close();
  }

  private static BrowserContext context(int width, ColorScheme scheme, boolean script) {
    return chromium.context(width, scheme, script, ERRORS);
  }

  private static Page open(BrowserContext context, String path) {
    Page page = context.newPage();
    page.setDefaultTimeout(15_000);
    page.navigate(path.startsWith("/") ? base + path : path);
    return page;
  }

  private static void signIn(Page page) {
    page.getByLabel("Login").fill("ann");
    page.getByLabel("Password").fill(PASSWORD);
    page.keyboard().press("Enter");
    page.waitForURL(base + "/");
  }

  private static String createToken(Page page, String name) {
    page.navigate(base + "/settings");
    page.getByLabel("Name, such as what will use it").fill(name);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create the token"))
        .click();
    return page.locator("#token").textContent();
  }

  private static int post(String path, String body, String secret) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", "Bearer " + secret)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private static void send(String secret) throws Exception {
    Random random = new Random(7);
    Instant now = Instant.now();
    StringBuilder predictions = new StringBuilder();
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      Instant time = now.minusSeconds(60 + i * 120L);
      predictions.append(
          """
          {"id":"p-%d","model":"credit","version":"3","time":"%s","features":{"income":%.1f,\
          "region":"%s","employed":%b},"score":%.3f,"prediction":"%s","latencyMs":%d}
          """
              .formatted(
                  i,
                  time,
                  1000 + 400 * random.nextGaussian(),
                  random.nextInt(3) == 0 ? "US" : "EU",
                  random.nextBoolean(),
                  random.nextDouble(),
                  random.nextBoolean() ? "approve" : "decline",
                  5 + random.nextInt(30)));
      if (i % 4 == 1) {
        labels.append(
            """
            {"id":"p-%d","model":"credit","label":1,"time":"%s"}
            """
                .formatted(i, time.plusSeconds(90)));
      }
    }
    predictions.append("{\"id\":\"bad-1\",\"model\":\"credit\",\"time\":\"yesterday\"}\n");
    labels.append(
        "{\"id\":\"nobody\",\"model\":\"credit\",\"label\":0,\"time\":\"%s\"}\n"
            .formatted(now.minusSeconds(5)));
    assertThat(post("/v1/predictions", predictions.toString(), secret)).isEqualTo(200);
    assertThat(post("/v1/labels", labels.toString(), secret)).isEqualTo(200);
    assertThat(
            post(
                "/v1/predictions",
                "{\"id\":\"<b>x\",\"model\":\"churn <i>\",\"time\":\"%s\",\"features\":{\"<img src=x>\":1}}"
                    .formatted(now.minusSeconds(9_000)),
                secret))
        .isEqualTo(200);
  }

  /** Pictures for the docs and for looking at, where a folder is named. */
  private static void shoot(Page page, String name) {
    shoot(page, name, true);
  }

  private static void shoot(Page page, String name, boolean whole) {
    String folder = System.getProperty("bellwether.screenshots");
    if (folder != null) {
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")).setFullPage(whole));
    }
  }

  @Test
  void eventsAppearOnThePageOfTheirModelWithRefusedLinesAndReasons() {
    Page page = open(signedIn, "/");
    assertThat(page.title()).startsWith("Does every model send what it should? warning");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("credit")).click();
    page.waitForSelector(".chart canvas");

    shoot(page, "pages", false);
    String text = page.locator("body").innerText();
    assertThat(text)
        .contains("What has arrived of credit?")
        .contains("in the last day 1 line was refused")
        .contains("100 of 101 labels have their prediction")
        .contains("half of those came within 1.5 minutes of it")
        .contains("features.region is most often “");
    assertThat(page.locator("main").innerText()).contains("yesterday").contains("time");
    page.getByPlaceholder("its id").fill("p-1");
    page.keyboard().press("Enter");
    page.waitForURL("**/models/credit/predictions?id=p-1");
    assertThat(page.locator("h1").innerText()).contains("its label has come");
    assertThat(page.locator("main").innerText()).contains("features.income");
    page.close();
    noErrors();
  }

  @Test
  void aTokenIsShownOnceAndEndsWhenItIsRevoked() throws Exception {
    Page page = open(signedIn, "/settings");
    page.onDialog(dialog -> dialog.accept());
    String secret = createToken(page, "short-lived");
    assertThat(post("/v1/labels", "", secret)).isNotEqualTo(401);
    page.navigate(base + "/settings");
    assertThat(page.content()).contains("short-lived").doesNotContain(secret);
    Locator revoke =
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Revoke short-lived"));
    revoke.click();
    page.waitForURL("**/settings");
    revoke.waitFor(
        new Locator.WaitForOptions()
            .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
    assertThat(post("/v1/labels", "", secret)).isEqualTo(401);
    page.getByLabel("Expires after days").fill("0");
    page.getByLabel("Name, such as").fill("kept");
    page.evaluate("document.querySelector('#token-days').removeAttribute('pattern')");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create the token"))
        .click();
    assertThat(page.locator("[role=alert]").innerText()).contains("from 1 to 99,999");
    assertThat(page.getByLabel("Name, such as").inputValue()).isEqualTo("kept");
    page.close();
    ERRORS.removeIf(e -> e.contains("status of 400"));
    noErrors();
  }

  @Test
  void signsInAndOutWithTheKeyboardAlone() {
    try (BrowserContext context = context(1280, ColorScheme.LIGHT, true)) {
      Page page = open(context, "/models/credit?span=7d");
      assertThat(page.url()).contains("/sign-in?next=");
      assertThat(page.evaluate("document.activeElement.id")).isEqualTo("login");
      page.keyboard().type("ann");
      page.keyboard().press("Tab");
      page.keyboard().type(PASSWORD);
      page.keyboard().press("Enter");
      page.waitForURL("**/models/credit**");
      page.keyboard().press("?");
      assertThat(page.locator("#keys").isVisible()).isTrue();
      page.keyboard().press("Escape");
      assertThat(page.locator("#keys").isVisible()).isFalse();
      page.keyboard().press("/");
      assertThat(page.evaluate("document.activeElement.type")).isEqualTo("search");
      focus(page, "Sign out");
      assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
          .isEqualTo("solid");
      page.keyboard().press("Enter");
      page.waitForURL("**/sign-in**");
      page.navigate(base + "/models/credit");
      assertThat(page.url()).contains("/sign-in");
    }
    noErrors();
  }

  private static void focus(Page page, String words) {
    for (int i = 0; i < 200; i++) {
      page.keyboard().press("Tab");
      if (words.equals(page.evaluate("document.activeElement.textContent.trim()"))) {
        return;
      }
    }
    throw new AssertionError("Tab never reaches " + words);
  }

  @Test
  void everyPageFitsEveryWidthInLightAndDark() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {390, 1280}) {
        try (BrowserContext context = context(width, scheme, true)) {
          Page page = open(context, "/sign-in");
          fits(page, width, scheme, "sign-in");
          signIn(page);
          for (String path :
              List.of(
                  "/",
                  "/models/credit",
                  "/models/credit?span=30d",
                  "/models/churn%20%3Ci%3E",
                  "/models/credit/predictions?id=p-1",
                  "/settings",
                  "/status",
                  "/models/none")) {
            page.navigate(base + path);
            page.waitForLoadState();
            fits(page, width, scheme, path.replaceAll("[^a-z0-9]+", "-"));
          }
        }
      }
    }
    ERRORS.removeIf(e -> e.contains("status of 404"));
    noErrors();
  }

  private static void fits(Page page, int width, ColorScheme scheme, String name) {
    shoot(page, name + "-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
    assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
        .as(name + " at " + width)
        .isEqualTo(width);
    assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo(scheme == ColorScheme.DARK ? "rgb(20, 23, 26)" : "rgb(255, 255, 255)");
    assertThat(page.locator("h1").count()).as(name).isEqualTo(1);
    assertThat(page.locator("main img, main i").count()).as(name).isZero();
  }

  @Test
  void theChosenColoursStayOnTheNextPage() {
    try (BrowserContext context = context(1280, ColorScheme.LIGHT, true)) {
      Page page = open(context, "/sign-in");
      page.locator("#theme").click();
      page.reload();
      assertThat(page.locator("html").getAttribute("data-theme")).isEqualTo("dark");
    }
    noErrors();
  }

  @Test
  void worksWithoutScript() {
    try (BrowserContext context = context(390, ColorScheme.LIGHT, false)) {
      Page page = open(context, "/?q=cred");
      signIn(page);
      page.navigate(base + "/?q=cred");
      assertThat(page.locator("#models tbody tr").count()).isEqualTo(1);
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("credit")).click();
      assertThat(page.locator("table.data").first().textContent()).contains("predictions");
    }
  }

  @Test
  void theSearchKeepsItselfInTheAddress() {
    Page page = open(signedIn, "/");
    page.keyboard().press("/");
    page.keyboard().type("chu");
    page.waitForURL("**/?q=chu");
    page.waitForFunction("document.querySelectorAll('#models tbody tr').length === 1");
    assertThat(page.locator("#models").innerText()).contains("churn <i>");
    page.close();
    noErrors();
  }

  @Test
  void stylesAndScriptsAreOurOwnAndKeptForGood() throws IOException, InterruptedException {
    for (String name : List.of("style.css", "pages.js", "echarts.js")) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(base + Assets.path(name))).build();
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    }
    APIResponse page = signedIn.request().get(base + "/models/credit");
    assertThat(page.headers().get("content-security-policy"))
        .contains("default-src 'none'")
        .doesNotContain("unsafe");
    assertThat(page.text())
        .doesNotContain("style=")
        .doesNotContain("<style")
        .doesNotContain("<script>")
        .doesNotContain("https://");
  }

  private static void noErrors() {
    assertThat(ERRORS).isEmpty();
  }
}
