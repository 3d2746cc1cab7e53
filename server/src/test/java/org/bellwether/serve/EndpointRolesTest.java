package org.bellwether.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bellwether.access.Caller;
import org.bellwether.access.Endpoint;
import org.bellwether.access.Endpoints;
import org.bellwether.access.Role;
import org.bellwether.access.Scope;
import org.bellwether.access.Tokens;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Model;
import org.bellwether.settings.Settings;
import org.bellwether.store.UnitTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every mapping of the running service is in the table, and every row is kept for every role. */
class EndpointRolesTest {

  @TempDir static Path data;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static ConfigurableApplicationContext context;
  private static Tokens tokens;

  @BeforeAll
  static void start() {
    context = Server.start(Settings.of(0, data));
    tokens = context.getBean(Tokens.class);
    context
        .getBean(UnitTable.class)
        .create("retail", "test", java.time.Instant.parse("2026-01-01T00:00:00Z"));
    Catalog catalog = context.getBean(Catalog.class);
    for (String unit : List.of("retail", Model.DEFAULT_UNIT)) {
      catalog.register(
          Model.named("of-" + unit, unit, java.time.Instant.parse("2026-01-01T00:00:00Z")), "test");
    }
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  private static int status(String method, String path, @Nullable String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + Server.port(context) + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static String token(Role role, String unit, Set<Scope> scopes) {
    return tokens.create(role.word(), role, unit, scopes, null, "test").secret();
  }

  private static String path(Endpoint endpoint, String model) {
    return endpoint.path().replace("{model}", model).replaceAll("\\{\\*?\\w+}|\\*\\*", "none");
  }

  @Test
  void everyMappingHasARow() {
    List<String> missing = new ArrayList<>();
    context
        .getBeansOfType(RequestMappingHandlerMapping.class)
        .values()
        .forEach(mapping ->
            mapping
                .getHandlerMethods()
                .keySet()
                .forEach(info -> {
                  Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
                  for (String pattern : info.getPatternValues()) {
                    for (RequestMethod method :
                        methods.isEmpty() ? Set.of(RequestMethod.GET) : methods) {
                      if (Endpoints.TABLE.stream()
                          .noneMatch(row ->
                              row.method().equals(method.name()) && row.path().equals(pattern))) {
                        missing.add(method + " " + pattern);
                      }
                    }
                  }
                }));
    assertThat(missing).as("mappings without a row in Endpoints.TABLE").isEmpty();
  }

  @Test
  void everyRowIsKeptForEveryRole() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Role role : Role.values()) {
      String everywhere = token(role, Caller.EVERY_UNIT, EnumSet.allOf(Scope.class));
      String retail = token(role, "retail", EnumSet.allOf(Scope.class));
      for (Endpoint row : Endpoints.TABLE) {
        boolean open = row.reach() == Endpoint.Reach.EVERYONE;
        boolean may = open || row.roles().contains(role);
        boolean mayInUnit = open || (may && row.reach() == Endpoint.Reach.UNIT);
        expect(wrong, row, "of-default", role + " everywhere", everywhere, may);
        expect(wrong, row, "of-retail", role + " in retail", retail, mayInUnit);
        if (row.path().contains("{model}")) {
          expect(wrong, row, "of-default", role + " in another unit", retail, open);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void expect(
      List<String> wrong, Endpoint row, String model, String who, String token, boolean may)
      throws Exception {
    int status = status(row.method(), path(row, model), token);
    boolean did = status != 401 && status != 403 && (status / 100 != 5 || status == 501);
    if (did != may) {
      wrong.add(who + ": " + row.method() + " " + row.path() + " answered " + status);
    }
  }

  @Test
  void nobodyGetsInWithoutATokenOrWithOneOfAnotherScope() throws Exception {
    for (Endpoint row : Endpoints.TABLE) {
      if (row.reach() == Endpoint.Reach.EVERYONE) {
        continue;
      }
      assertThat(status(row.method(), path(row, "of-retail"), null)).as(row.path()).isEqualTo(401);
      Set<Scope> others = EnumSet.allOf(Scope.class);
      others.remove(row.scope());
      assertThat(
              status(
                  row.method(),
                  path(row, "of-retail"),
                  token(Role.ADMIN, Caller.EVERY_UNIT, others)))
          .as(row + " with the scopes " + others)
          .isEqualTo(403);
    }
  }

  @Test
  void docsHaveTheTable() throws IOException {
    assertThat(
            Files.readAllLines(Path.of("..", "docs", "access.md")).stream()
                .filter(line -> line.matches("\\| `[A-Z]+ /.*"))
                .toList())
        .isEqualTo(Endpoints.TABLE.stream().map(Endpoint::documented).toList());
  }

  @Test
  void whatIsNotInTheTableIsDenied() throws Exception {
    assertThat(status("GET", "/actuator/env", null)).isEqualTo(401);
    assertThat(
            status(
                "TRACE",
                "/v1/models",
                token(Role.ADMIN, Caller.EVERY_UNIT, EnumSet.allOf(Scope.class))))
        .isNotEqualTo(200);
  }

  @Test
  void aRevokedTokenIsRefusedAtOnce() throws Exception {
    Tokens.Created created =
        tokens.create(
            "short", Role.VIEWER, Caller.EVERY_UNIT, EnumSet.of(Scope.READ), null, "test");
    assertThat(status("GET", "/v1/models", created.secret())).isEqualTo(200);
    assertThat(tokens.revoke(created.token().id(), "test")).isTrue();
    assertThat(status("GET", "/v1/models", created.secret())).isEqualTo(401);
  }
}
