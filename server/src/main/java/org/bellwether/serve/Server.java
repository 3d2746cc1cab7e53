package org.bellwether.serve;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bellwether.settings.Settings;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as one Spring application. Parts are imported by name, never found by scanning. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Server {

  /** Starts the service; closing the context stops it. */
  public static ConfigurableApplicationContext start(Settings settings) {
    SpringApplication application = new SpringApplication(Server.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setDefaultProperties(properties(settings));
    application.addInitializers(
        context -> context.getBeanFactory().registerSingleton("settings", settings));
    return application.run();
  }

  private static Map<String, Object> properties(Settings settings) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("server.port", settings.port());
    all.put("server.shutdown", "graceful");
    all.put("spring.threads.virtual.enabled", "true");
    all.put("spring.main.lazy-initialization", "false");
    all.put("spring.jmx.enabled", "false");
    all.put(
        "spring.datasource.url",
        "jdbc:h2:file:" + settings.data().resolve("metadata").toAbsolutePath());
    all.put("logging.config", "classpath:org/bellwether/serve/logback.xml");
    return all;
  }
}
