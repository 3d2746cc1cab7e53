package org.bellwether.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.bellwether.access.Caller;
import org.bellwether.access.Role;
import org.bellwether.access.Scope;
import org.bellwether.access.Tokens;
import org.bellwether.settings.Settings;
import org.bellwether.settings.SettingsReader;
import org.bellwether.store.Databases;
import org.bellwether.store.Health;
import org.bellwether.store.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** What docs/operate.md says of running the service. */
class OperateTest {

  @TempDir Path data;

  private static HttpResponse<String> get(int port, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String token(ConfigurableApplicationContext context) {
    return context
        .getBean(Tokens.class)
        .create("t", Role.ADMIN, Caller.EVERY_UNIT, EnumSet.allOf(Scope.class), null, "test")
        .secret();
  }

  private static String documented(String language) throws IOException {
    String docs = Files.readString(Path.of("..", "docs", "operate.md"));
    Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(docs);
    assertThat(block.find()).as(language).isTrue();
    return block.group(1);
  }

  @Test
  void thePostgresqlSetupOfTheDocsWorks() throws Exception {
    String server = "jdbc:postgresql://localhost:" + Databases.postgresPort() + "/";
    try (Connection admin = DriverManager.getConnection(server + "postgres", "postgres", "");
        Statement statement = admin.createStatement()) {
      for (String command : documented("sql").split(";", -1)) {
        if (!command.isBlank()) {
          statement.execute(command);
        }
      }
    }
    Map<String, String> environment = new TreeMap<>();
    int commands = 0;
    for (String line : documented("sh").lines().toList()) {
      if (line.startsWith("export ")) {
        String[] pair = line.substring("export ".length()).split("=", 2);
        environment.put(
            pair[0],
            pair[1]
                .replaceAll("^'|'$", "")
                .replace("localhost:5432", "localhost:" + Databases.postgresPort()));
        continue;
      }
      commands++;
      Settings settings =
          SettingsReader.read(Map.of("port", "0", "data", data.toString()), null, environment);
      if (line.startsWith("./bellwether doctor")) {
        assertThat(new Doctor(settings, false, InstantSource.system()).examine())
            .allMatch(report -> report.state() != Health.State.FAILED);
      } else {
        assertThat(line).startsWith("./bellwether serve --data");
        try (ConfigurableApplicationContext context = Server.start(settings)) {
          assertThat(get(Server.port(context), "/ready").statusCode()).isEqualTo(200);
          String token = token(context);
          assertThat(
                  get(Server.port(context), "/v1/audit", "Authorization", "Bearer " + token).body())
              .contains("token.create");
          assertThat(
                  get(Server.port(context), "/v1/audit/verify", "Authorization", "Bearer " + token)
                      .body())
              .contains("\"verdict\":\"intact\"");
        }
      }
    }
    assertThat(commands).isEqualTo(2);
    assertThat(data.resolve("metadata.mv.db")).doesNotExist();
  }

  @Test
  void everyOwnMetricIsDocumentedAndThere() throws Exception {
    try (ConfigurableApplicationContext context = Server.start(Settings.of(0, data))) {
      new Visitor(Server.port(context)).signIn("nobody", "a wrong password");
      String metrics =
          get(Server.port(context), "/metrics", "Authorization", "Bearer " + token(context)).body();
      List<String> names =
          Files.readAllLines(Path.of("..", "docs", "operate.md")).stream()
              .map(line -> line.strip().replaceFirst("^\\| `(bellwether_\\w+).*", "$1"))
              .filter(name -> name.matches("bellwether_\\w+"))
              .toList();
      assertThat(names).hasSizeGreaterThan(3);
      names.stream()
          // Only with topics, and with judged windows.
          .filter(name -> !name.contains("kafka") && !name.contains("model_severity"))
          .forEach(name -> assertThat(metrics).contains("\n" + name));
      assertThat(metrics).contains("bellwether_sign_in_total{result=\"wrong\"} 1.0");
      metrics
          .lines()
          .filter(line -> line.startsWith("# TYPE bellwether_"))
          .map(line -> line.split(" ", -1)[2])
          .forEach(name ->
              assertThat(names)
                  .as("docs/operate.md")
                  .anyMatch(n -> n.equals(name) || n.equals(name + "_total")));
    }
  }

  @Test
  void readinessFollowsTheDatabase() throws Exception {
    try (ConfigurableApplicationContext context = Server.start(Settings.of(0, data))) {
      int port = Server.port(context);
      assertThat(get(port, "/ready").statusCode()).isEqualTo(200);
      context.getBean(Metadata.class).close();
      assertThat(get(port, "/ready").statusCode()).isEqualTo(503);
      assertThat(get(port, "/health").statusCode()).isEqualTo(200);
      assertThat(get(port, "/health").body()).contains("FAILED", "doctor");
    }
  }

  @Test
  void requestsAreTracedAsChildrenOfTheirCaller() throws Exception {
    BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    HttpServer receiver = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    receiver.createContext(
        "/v1/traces",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
          received.add(
              zipped ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
    Settings settings =
        SettingsReader.read(
            Map.of(
                "port",
                "0",
                "data",
                data.toString(),
                "tracing.endpoint",
                "http://localhost:" + receiver.getAddress().getPort() + "/v1/traces",
                "tracing.percent",
                "0"),
            null,
            Map.of());
    try (ConfigurableApplicationContext context = Server.start(settings)) {
      get(Server.port(context), "/health");
      get(
          Server.port(context),
          "/v1/models/secret-name",
          "Authorization",
          "Bearer " + token(context),
          "traceparent",
          "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    } finally {
      byte[] sent = received.poll(10, TimeUnit.SECONDS);
      receiver.stop(0);
      assertThat(sent).isNotNull();
      String text = new String(sent, StandardCharsets.ISO_8859_1);
      assertThat(text)
          .contains("GET /v1/models/{model}", "bellwether")
          .contains(
              new String(
                  java.util.HexFormat.of().parseHex("0af7651916cd43dd8448eb211c80319c"),
                  StandardCharsets.ISO_8859_1))
          .as("neither names nor requests that were not chosen")
          .doesNotContain("secret-name", "GET /health");
    }
  }

  @Test
  void theDoctorNamesWhatStandsInTheWay() throws Exception {
    Path file = Files.writeString(data.resolve("file"), "");
    try (ServerSocket taken = new ServerSocket(0)) {
      Settings settings =
          SettingsReader.read(
              Map.of(
                  "port", String.valueOf(taken.getLocalPort()),
                  "data", file.resolve("folder").toString(),
                  "database.url", "jdbc:postgresql://127.0.0.1:1/none"),
              null,
              Map.of());
      List<Health.Report> reports =
          new Doctor(settings, false, InstantSource.fixed(Instant.EPOCH)).examine();
      assertThat(reports)
          .filteredOn(report -> report.state() == Health.State.FAILED)
          .extracting(Health.Report::part)
          .containsExactly("folder", "clock", "port", "database");
      assertThat(reports.toString()).contains("--data", "--port", "database.url", "NTP");
    }
    Settings fine = Settings.of(0, data.resolve("fine"));
    assertThat(new Doctor(fine, false, InstantSource.system()).examine())
        .allMatch(report -> report.state() == Health.State.OK || report.part().equals("disk"));
  }

  @Test
  void aDataFolderOfAnOlderVersionIsUpgraded() throws Exception {
    try (var zip =
        new java.util.zip.ZipInputStream(
            java.util.Objects.requireNonNull(
                OperateTest.class.getResourceAsStream("data-folder-schema-1.zip")))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.copy(zip, data.resolve(entry.getName()));
      }
    }
    String secret = Files.readString(data.resolve("token.txt")).strip();
    try (ConfigurableApplicationContext context = Server.start(Settings.of(0, data))) {
      int port = Server.port(context);
      String bearer = "Bearer " + secret;
      assertThat(get(port, "/v1/models/credit", "Authorization", bearer).body())
          .contains("\"features.income\":\"HASH\"", "\"retentionDays\":30", "retail");
      assertThat(get(port, "/v1/users", "Authorization", bearer).body()).contains("\"ann\"");
      assertThat(get(port, "/v1/audit/verify", "Authorization", bearer).body()).contains("intact");
      Visitor ann = new Visitor(port);
      ann.signIn("ann", "correct horse battery");
      assertThat(ann.get("/v1/me").body()).contains("user:ann");
    }
  }

  @Test
  void aStopLeavesNothingBehind() throws Exception {
    ConfigurableApplicationContext context = Server.start(Settings.of(0, data));
    int port = Server.port(context);
    assertThat(data.resolve("control.json")).exists();
    Instant began = Instant.now();
    context.close();
    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(20));
    assertThat(data.resolve("control.json")).doesNotExist();
    try (ServerSocket free = new ServerSocket()) {
      free.setReuseAddress(true);
      free.bind(new InetSocketAddress(port));
      assertThat(free.isBound()).isTrue();
    }
  }
}
