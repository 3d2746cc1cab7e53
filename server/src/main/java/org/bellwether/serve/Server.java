package org.bellwether.serve;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bellwether.access.OperatorKey;
import org.bellwether.access.SecurityConfiguration;
import org.bellwether.access.SetupLink;
import org.bellwether.http.AuditController;
import org.bellwether.http.ErrorPage;
import org.bellwether.http.Errors;
import org.bellwether.http.HealthController;
import org.bellwether.http.MeController;
import org.bellwether.http.MetricsController;
import org.bellwether.http.ModelController;
import org.bellwether.http.OpenApiController;
import org.bellwether.http.TokenController;
import org.bellwether.http.UserController;
import org.bellwether.settings.Settings;
import org.bellwether.store.Restore;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * The service as one Spring application. Parts are imported by name, never found by scanning, and
 * so is what Spring Boot configures by itself: each left out makes the start faster.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  ApplicationAvailabilityAutoConfiguration.class,
  ConfigurationPropertiesAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  ErrorMvcAutoConfiguration.class,
  HttpEncodingAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  LifecycleAutoConfiguration.class,
  PropertyPlaceholderAutoConfiguration.class,
  SecurityFilterAutoConfiguration.class,
  SslAutoConfiguration.class,
  TomcatServletWebServerAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
})
@Import({
  AlertConfiguration.class,
  KeepConfiguration.class,
  LogConfiguration.class,
  ProtocolConfiguration.class,
  MetadataConfiguration.class,
  MetricsConfiguration.class,
  PagesConfiguration.class,
  RegistryConfiguration.class,
  SecurityConfiguration.class,
  TracingConfiguration.class,
  WatchConfiguration.class,
  AuditController.class,
  ErrorPage.class,
  Errors.class,
  HealthController.class,
  MeController.class,
  MetricsController.class,
  ModelController.class,
  OpenApiController.class,
  TokenController.class,
  UserController.class,
})
public class Server {

  /** Property that is set when requests are traced. */
  static final String TRACED = "bellwether.traced";

  /**
   * Starts the service; closing the context stops it.
   *
   * @throws org.bellwether.store.MetadataException if the data folder is a restore's that was cut
   *     short
   */
  public static ConfigurableApplicationContext start(Settings settings) {
    // A wrong setting is told of before anything is opened.
    AlertConfiguration.policy(settings.alerts());
    Restore.requireFinished(settings.data());
    SpringApplication application = new SpringApplication(Server.class);
    application.setLogStartupInfo(false);
    application.setBannerMode(Banner.Mode.OFF);
    application.setDefaultProperties(properties(settings));
    application.addInitializers(
        context -> context.getBeanFactory().registerSingleton("settings", settings));
    ConfigurableApplicationContext context = application.run();
    context.getBean(OperatorKey.class).publish(port(context));
    return context;
  }

  /** The port that a started service listens at. */
  public static int port(ConfigurableApplicationContext context) {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /**
   * Where the first admin is created, while there is none; each call makes a new link.
   *
   * @return the link, {@code null} where nobody needs it
   */
  public static @Nullable String setupLink(ConfigurableApplicationContext context) {
    SetupLink link = context.getBean(SetupLink.class);
    String base = context.getBean(Settings.class).server().publicUrl();
    return link.isNeeded()
        ? (base.isEmpty() ? "http://localhost:" + port(context) : base)
            + "/welcome?code="
            + link.renew()
        : null;
  }

  private static Map<String, Object> properties(Settings settings) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("server.port", settings.port());
    all.put("server.address", settings.server().address());
    all.put("server.shutdown", "graceful");
    all.put(
        "spring.lifecycle.timeout-per-shutdown-phase",
        settings.server().stopWithin().toMillis() + "ms");
    all.put(
        "server.forward-headers-strategy", settings.server().behindProxy() ? "framework" : "none");
    all.put("server.servlet.session.timeout", settings.access().sessionIdle().toSeconds() + "s");
    all.put("server.servlet.session.cookie.name", "bellwether-session");
    all.put("server.servlet.session.cookie.http-only", "true");
    all.put("server.servlet.session.cookie.same-site", "lax");
    all.put("server.error.whitelabel.enabled", "false");
    all.put("spring.jackson.deserialization.fail-on-unknown-properties", "true");
    all.put("spring.threads.virtual.enabled", "true");
    all.put("spring.main.lazy-initialization", "false");
    // A refused body is read to its end, or the sender would never see the answer.
    all.put("server.tomcat.max-swallow-size", "64MB");
    // A sender keeps its connection for as long as it sends.
    all.put("server.tomcat.max-keep-alive-requests", "-1");
    all.put("spring.jmx.enabled", "false");
    boolean json = settings.logging().format() == Settings.Logging.Format.JSON;
    all.put(
        "logging.config",
        "classpath:org/bellwether/serve/" + (json ? "logback-json.xml" : "logback.xml"));
    if (json) {
      all.put("logging.structured.format.console", "ecs");
      all.put("logging.structured.ecs.service.name", "bellwether");
    }
    all.put("logging.level.org.bellwether", settings.logging().level().name());
    if (!settings.tracing().endpoint().isEmpty()) {
      all.put(TRACED, "true");
    }
    return all;
  }
}
