package org.bellwether.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a browser without a network shows it. */
class HtmlReportBrowserTest {

  @Test
  void opensFromDiskAndWorks(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.html");
    Files.writeString(file, HtmlReport.render(SampleResult.shifted()));
    Path model = folder.resolve("model.html");
    Files.writeString(model, HtmlReport.render(SampleResult.model()));
    try (Chromium chromium = new Chromium()) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (int width : new int[] {390, 1280}) {
          read(chromium.browser(), file, width, scheme);
        }
      }
      modelPage(chromium.browser(), model);
    }
  }

  private static void read(Browser browser, Path file, int width, ColorScheme scheme)
      throws IOException {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions()
            .setViewportSize(width, 900)
            .setColorScheme(scheme)
            .setOffline(true);
    try (BrowserContext context = browser.newContext(options)) {
      Page page = context.newPage();
      List<String> errors = new ArrayList<>();
      List<String> requests = new ArrayList<>();
      page.onConsoleMessage(m -> errors.add(m.text()));
      page.onPageError(errors::add);
      page.onRequest(r -> requests.add(r.url()));
      page.navigate(file.toUri().toString());
      page.locator(".chart").first().scrollIntoViewIfNeeded();
      page.waitForSelector(
          ".chart svg path",
          new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));

      assertThat(errors).isEmpty();
      assertThat(requests).allMatch(r -> r.startsWith("file:")).hasSize(1);
      assertThat(page.evaluate("window.broken === undefined")).isEqualTo(true);
      assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
      String ground = "getComputedStyle(document.body).backgroundColor";
      String expected = scheme == ColorScheme.DARK ? "rgb(20, 23, 26)" : "rgb(255, 255, 255)";
      assertThat(page.evaluate(ground)).isEqualTo(expected);
      page.keyboard().press("Tab");
      assertThat(page.evaluate("document.activeElement.id")).isEqualTo("filter");
      assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
          .isEqualTo("solid");
      csv(page);
    }
  }

  private static void modelPage(Browser browser, Path file) {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions().setViewportSize(1280, 900).setOffline(true);
    try (BrowserContext context = browser.newContext(options)) {
      Page page = context.newPage();
      List<String> errors = new ArrayList<>();
      page.onPageError(errors::add);
      page.navigate(file.toUri().toString());
      page.locator(".chart[data-kind=curve]").nth(1).scrollIntoViewIfNeeded();
      String band =
          "document.querySelectorAll('.chart[data-kind=curve] svg path[fill-opacity]').length";
      page.waitForFunction(band + " > 0");

      page.locator(".panel details summary").first().click();
      page.locator(".panel .term").first().focus();
      String tip = "getComputedStyle(document.activeElement, '::after').content";
      assertThat((String) page.evaluate(tip)).contains("warning from");

      page.keyboard().press("?");
      assertThat(page.locator("#keys").isVisible()).isTrue();
      page.keyboard().press("Escape");
      assertThat(page.locator("#keys").isVisible()).isFalse();
      page.keyboard().press("n");
      assertThat(page.evaluate("document.activeElement.tagName")).isEqualTo("H2");

      assertThat(page.locator(".gallery").first().innerText()).contains("decided wrong");
      assertThat(page.locator(".gallery tbody tr").count()).isGreaterThan(4);
      assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isEqualTo(1280);
      assertThat(errors).isEmpty();
    }
  }

  private static void csv(Page page) throws IOException {
    page.locator(".panel summary", new Page.LocatorOptions().setHasText("Table")).first().click();
    Download download =
        page.waitForDownload(() -> page.locator(".panel button.csv").first().click());
    assertThat(Files.readAllLines(download.path()))
        .hasSize(31)
        .first()
        .isEqualTo("\"from\",\"reference share\",\"current share\"");
  }
}
