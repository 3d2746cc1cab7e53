package org.bellwether.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bellwether.check.BaselineFinding;
import org.bellwether.check.JudgedWindow;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;
import org.bellwether.finding.Window;
import org.bellwether.notify.Alerts;
import org.bellwether.notify.Receiver;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Model;
import org.bellwether.render.Chromium;
import org.bellwether.serve.Server;
import org.bellwether.settings.SettingsReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The inbox and the channels as somebody uses them, in a browser. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AlertsBrowserTest {

  private static final String PASSWORD = "a long enough password";
  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

  @TempDir static Path data;

  private static ConfigurableApplicationContext service;
  private static Chromium chromium;
  private static Receiver hook;
  private static BrowserContext context;
  private static String base;
  private static final List<String> ERRORS = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    service =
        Server.start(
            SettingsReader.read(
                Map.of("port", "0", "data", data.toString(), "alerts.private-addresses", "true"),
                null,
                Map.of()));
    base = "http://localhost:" + Server.port(service);
    hook = new Receiver(0);
    chromium = new Chromium();
    context = context(1280, ColorScheme.LIGHT);
    Page page = open("about:blank");
    page.navigate(Objects.requireNonNull(Server.setupLink(service)));
    page.getByLabel("Login").fill("ann");
    page.getByLabel("Password").fill(PASSWORD);
    page.keyboard().press("Enter");
    page.waitForURL("**/sign-in");
    page.getByLabel("Login").fill("ann");
    page.getByLabel("Password").fill(PASSWORD);
    page.keyboard().press("Enter");
    page.waitForURL(base + "/");
    page.navigate(base + "/alerts");
    assertThat(page.locator("h1").innerText()).contains("no alert is open");
    shoot(page, "alerts-empty");
    page.close();
    for (String model : List.of("credit", "churn", "fraud <i>")) {
      service
          .getBean(Catalog.class)
          .register(Model.named(model, Model.DEFAULT_UNIT, START), "test");
    }
    judge();
  }

  private static void judge() {
    Finding income =
        finding(
            Kind.DRIFT,
            "distribution",
            "income",
            Severity.WARNING,
            false,
            "income is higher: half of the rows lie above 52,000, before 41,000");
    Finding rate =
        finding(
            Kind.PREDICTION,
            "positive-rate",
            null,
            Severity.WARNING,
            false,
            "31 of 100 rows are decided positive, before 44");
    for (int hour = 0; hour < 2; hour++) {
      judged("credit", hour, income, rate);
      judged(
          "fraud <i>",
          hour,
          finding(
              Kind.QUALITY,
              "missing-column",
              "merchant",
              Severity.CRITICAL,
              true,
              "merchant is gone: the reference has the column"));
      judged("churn", hour, income);
    }
  }

  private static Finding finding(
      Kind kind,
      String check,
      @Nullable String column,
      Severity severity,
      boolean certain,
      String text) {
    Measurement.Builder builder = Measurement.of(kind, check).column(column).value(1, 0);
    if (!certain) {
      builder.test(0.001, new org.bellwether.finding.Interval(0, 1, 0.95));
    }
    return new Finding(builder.build(text), null, 0.001, severity, 0, 0, text);
  }

  private static void judged(String model, int hour, Finding... findings) {
    Instant start = START.plus(Duration.ofHours(hour));
    service
        .getBean(Alerts.class)
        .judged(
            new JudgedWindow(
                model,
                "3",
                new Window(hour, start, start.plus(Duration.ofHours(1)), 0, 100),
                1,
                0,
                0,
                Severity.OK,
                Map.of(),
                Arrays.stream(findings).map(f -> new BaselineFinding("recent", f)).toList(),
                List.of()));
  }

  @AfterAll
  static void stop() {
    chromium.close();
    service.close();
    hook.close();
  }

  private static BrowserContext context(int width, ColorScheme scheme) {
    return chromium.context(width, scheme, true, ERRORS);
  }

  private static Page open(String path) {
    Page page = context.newPage();
    page.setDefaultTimeout(15_000);
    page.navigate(path.startsWith("/") ? base + path : path);
    return page;
  }

  private static void shoot(Page page, String name) {
    String folder = System.getProperty("bellwether.screenshots");
    if (folder != null) {
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")).setFullPage(true));
    }
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  @Order(1)
  void somebodyAnswersWithTheKeyboardAlone() {
    Page page = open("/alerts");
    assertThat(page.locator("h1").innerText())
        .contains("■ critical")
        .contains("3 alerts are open, and nobody has answered yet");
    // Worst first, and what a sender named is text.
    assertThat(page.locator("article.alert h2").first().innerText()).contains("fraud <i> 3");
    assertThat(page.locator("article.alert").nth(1).innerText())
        .contains("For model team".toLowerCase(java.util.Locale.ROOT))
        .contains("nobody has answered yet");
    shoot(page, "alerts");
    page.locator("article.alert summary").first().focus();
    page.keyboard().press("Enter");
    page.keyboard().press("Tab");
    page.keyboard().type("asked the feed's owner");
    page.keyboard().press("Enter");
    page.waitForURL("**/alerts/*");
    assertThat(page.locator("main").innerText())
        .contains("acknowledged by ann: asked the feed's owner")
        .contains("no channel takes it");
    shoot(page, "alert");
    page.close();
    assertThat(ERRORS).isEmpty();
  }

  @Test
  @Order(2)
  void snoozesAssignsAndAsksForAReason() {
    Page page = open("/alerts?q=churn");
    assertThat(page.locator("article.alert").count()).isEqualTo(1);
    page.locator("article.alert h2 a").click();
    page.waitForURL("**/alerts/*");
    button(page, "Snooze").click();
    assertThat(page.locator("[role=alert]").innerText()).contains("reason: say why");
    page.getByLabel("Reason, for others to read").fill("the campaign ends at noon");
    page.getByLabel("Snooze for").selectOption("24");
    button(page, "Snooze").click();
    page.getByText("snoozed by ann: the campaign ends at noon").first().waitFor();
    page.getByLabel("Assign to").fill("bob");
    button(page, "Assign").click();
    page.locator("dd:has-text(\"bob\")").first().waitFor();
    page.close();
    ERRORS.removeIf(e -> e.contains("status of 400"));
    assertThat(ERRORS).isEmpty();
  }

  @Test
  @Order(3)
  void channelsAreTestedAndUndeliveredMessagesShow() throws Exception {
    Page page = open("/settings/channels");
    assertThat(page.locator("h1").innerText()).contains("Nobody yet");
    create(page, "on call", hook.url("/hook"), "a key of enough characters");
    assertThat(page.content()).doesNotContain("a key of enough characters");
    button(page, "Test on call").click();
    assertThat(page.locator("[role=status]").innerText()).contains("“on call” took the test");
    assertThat(hook.requests("/hook")).hasSize(1);
    create(page, "dead", "http://localhost:1/hook", "a key of enough characters");
    button(page, "Test dead").click();
    assertThat(page.locator("[role=alert]").innerText())
        .contains("did not take the test: localhost cannot be reached");
    judged(
        "churn",
        9,
        finding(Kind.QUALITY, "missing-column", "age", Severity.CRITICAL, true, "age is gone"));
    for (int i = 0; i < 200 && hook.requests("/hook").size() < 2; i++) {
      Thread.sleep(50);
    }
    assertThat(hook.requests("/hook")).hasSize(2);
    for (int i = 0; i < 100 && !page.content().contains("not yet, after"); i++) {
      Thread.sleep(100);
      page.navigate(base + "/settings/channels");
    }
    assertThat(page.locator("main").innerText())
        .contains("Not delivered yet")
        .contains("age is gone");
    page.getByLabel("Name").nth(1).fill("Black Friday");
    page.getByLabel("From, UTC").fill("2026-11-27T00:00");
    page.getByLabel("Until, UTC").fill("2026-11-28T00:00");
    button(page, "Add it").click();
    assertThat(page.locator("main").innerText()).contains("Black Friday");
    shoot(page, "channels");
    page.close();
    ERRORS.removeIf(e -> e.contains("status of 400"));
    assertThat(ERRORS).isEmpty();
  }

  private static void create(Page page, String name, String target, String secret) {
    page.getByLabel("Name").first().fill(name);
    page.getByLabel("Kind").selectOption("webhook");
    page.getByLabel("E-mail addresses, or URL").fill(target);
    page.getByLabel("Secret: URL of Slack").fill(secret);
    button(page, "Create the channel").click();
    assertThat(page.locator("[role=status]").innerText()).contains("is there");
  }

  @Test
  @Order(4)
  void fitsAPhoneAndTheDark() {
    List<String> wide = new ArrayList<>();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      try (BrowserContext phone = context(390, scheme)) {
        phone.addCookies(context.cookies());
        Page page = phone.newPage();
        for (String path : List.of("/alerts", "/settings/channels")) {
          page.navigate(base + path);
          if (path.equals("/alerts")) {
            page.locator("article.alert summary").first().click();
          }
          String name = path.substring(path.lastIndexOf('/') + 1) + "-390-" + scheme;
          shoot(page, name);
          if ((int) page.evaluate("document.documentElement.scrollWidth") > 390) {
            wide.add(name);
          }
        }
        page.navigate(base + "/alerts");
        page.locator("article.alert h2 a").first().click();
        page.waitForURL("**/alerts/*");
        shoot(page, "alert-390-" + scheme);
        if ((int) page.evaluate("document.documentElement.scrollWidth") > 390) {
          wide.add("alert " + scheme);
        }
      }
    }
    assertThat(wide).as("pages wider than the screen").isEmpty();
    assertThat(ERRORS).isEmpty();
  }
}
