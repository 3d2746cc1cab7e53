package org.bellwether.render;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The system's Chromium, which tests look through; it asks nothing of the network by itself. */
public final class Chromium implements AutoCloseable {

  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  private final Browser browser =
      playwright
          .chromium()
          .launch(
              new BrowserType.LaunchOptions()
                  .setExecutablePath(installed())
                  .setArgs(
                      List.of(
                          "--no-sandbox",
                          "--disable-gpu",
                          "--disable-quic",
                          "--no-first-run",
                          "--disable-background-networking",
                          "--disable-component-update",
                          "--disable-sync")));

  private static Path installed() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new AssertionError(
                "no Chromium found: install it (Debian: apt-get install chromium), or run"
                    + " ./verify, which does"));
  }

  public Browser browser() {
    return browser;
  }

  /**
   * A visitor of its own, in Berlin.
   *
   * @param width of the window in pixels
   * @param script whether pages may run theirs
   * @param errors gets what the pages complain of
   */
  public BrowserContext context(
      int width, ColorScheme scheme, boolean script, Collection<String> errors) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, 900)
                .setColorScheme(scheme)
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin")
                .setJavaScriptEnabled(script));
    context.onConsoleMessage(m -> {
      if (m.type().equals("error") || m.type().equals("warning")) {
        errors.add(m.text());
      }
    });
    context.onWebError(e -> errors.add(e.error()));
    return context;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
