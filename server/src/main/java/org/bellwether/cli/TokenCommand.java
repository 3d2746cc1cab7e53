package org.bellwether.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bellwether.access.Caller;
import org.bellwether.access.Role;
import org.bellwether.access.Scope;
import org.bellwether.access.Tokens;
import org.bellwether.registry.Model;
import org.bellwether.settings.Settings;
import org.bellwether.store.AuditHead;
import org.bellwether.store.AuditLog;
import org.bellwether.store.Metadata;
import org.bellwether.store.UnitTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Creates, lists and revokes API tokens, whether the service runs or not. */
@Command(
    name = "token",
    description = "Creates, lists and revokes the API tokens of a service.",
    mixinStandardHelpOptions = true)
final class TokenCommand {

  private static final String ACTOR = "operator";

  @Spec private CommandSpec spec = CommandSpec.create();

  /** What the embedded database of a running service is asked through its API, else directly. */
  private <T> T either(
      Settings settings, Function<RunningService, T> asked, Function<Tokens, T> direct) {
    Path data = settings.data();
    Optional<RunningService> running = RunningService.of(data);
    if (running.isPresent()) {
      return asked.apply(running.get());
    }
    Clock clock = Clock.systemUTC();
    try (Metadata metadata = Metadata.open(settings)) {
      AuditLog audit = new AuditLog(metadata, new AuditHead(data), clock);
      UnitTable units = new UnitTable(metadata, audit);
      units.create(Model.DEFAULT_UNIT, "service", clock.instant());
      return direct.apply(new Tokens(metadata, audit, units, clock));
    }
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
  }

  @Command(
      description = "Creates a token and prints it, this once.",
      mixinStandardHelpOptions = true)
  int create(
      @Parameters(paramLabel = "NAME", description = "what it is for") String name,
      @Option(
              names = "--role",
              required = true,
              paramLabel = "ROLE",
              description = "viewer, data-scientist, model-owner, risk or admin")
          String roleWord,
      @Option(
              names = "--unit",
              paramLabel = "UNIT",
              defaultValue = Caller.EVERY_UNIT,
              description = "business unit it is for (default: every one)")
          String unit,
      @Option(
              names = "--scope",
              paramLabel = "SCOPE",
              split = ",",
              description = "ingest, read, manage (default: all that the role allows)")
          @Nullable List<String> scopeWords,
      @Option(
              names = "--expires",
              paramLabel = "TIME",
              description = "days or hours it lasts, such as 90d or 12h (default: for ever)")
          @Nullable String lasts,
      @Mixin SettingsFlags flags) {
    Role role = argument(() -> Role.of(roleWord));
    Set<Scope> scopes =
        scopeWords == null
            ? EnumSet.allOf(Scope.class)
            : argument(() -> scopeWords.stream().map(Scope::of).collect(Collectors.toSet()));
    Instant expires =
        lasts == null
            ? null
            : Instant.now(Clock.systemUTC()).plus(argument(() -> Lasting.of(lasts)));
    Settings settings = flags.read(Map.of());
    print(
        argument(() ->
            either(
                settings,
                service ->
                    service
                        .ask("POST", "/v1/tokens", wanted(name, role, unit, scopes, expires))
                        .path("secret")
                        .asString(),
                tokens -> tokens.create(name, role, unit, scopes, expires, ACTOR).secret())));
    return ExitCode.FINE;
  }

  private static Map<String, Object> wanted(
      String name, Role role, String unit, Set<Scope> scopes, @Nullable Instant expires) {
    Map<String, Object> body = new TreeMap<>();
    body.put("name", name);
    body.put("role", role);
    body.put("unit", unit);
    body.put("scopes", scopes);
    if (expires != null) {
      body.put("expires", expires.toString());
    }
    return body;
  }

  @Command(
      description = "Lists the tokens, without their secrets.",
      mixinStandardHelpOptions = true)
  int list(@Mixin SettingsFlags flags) {
    List<String> lines =
        either(
            flags.read(Map.of()),
            service ->
                service
                    .ask("GET", "/v1/tokens", null)
                    .valueStream()
                    .map(TokenCommand::line)
                    .toList(),
            tokens ->
                tokens.all().stream()
                    .map(t -> JsonMapper.shared().<JsonNode>valueToTree(t))
                    .map(TokenCommand::line)
                    .toList());
    if (lines.isEmpty()) {
      print("No tokens yet: bellwether token create NAME --role ROLE");
    }
    lines.forEach(this::print);
    return ExitCode.FINE;
  }

  private static String line(JsonNode token) {
    JsonNode expires = token.path("expires");
    String unit = token.path("unit").asString();
    return "%s  %s  %s in %s  %s  %s"
        .formatted(
            token.path("id").asString(),
            token.path("name").asString(),
            token.path("role").asString(),
            unit.equals(Caller.EVERY_UNIT) ? "every unit" : unit,
            token
                .path("scopes")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.joining(",")),
            expires.isString() ? "until " + expires.asString() : "for ever");
  }

  @Command(description = "Ends a token at once.", mixinStandardHelpOptions = true)
  int revoke(
      @Parameters(paramLabel = "ID", description = "id of the token, or its name") String id,
      @Mixin SettingsFlags flags) {
    Settings settings = flags.read(Map.of());
    boolean found =
        argument(() ->
            either(
                settings,
                service -> {
                  service.ask(
                      "DELETE",
                      "/v1/tokens/"
                          + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20"),
                      null);
                  return true;
                },
                tokens -> tokens.revoke(id, ACTOR)));
    if (!found) {
      throw new ServiceAnswerException("there is no token '" + id + "'; 'token list' shows all");
    }
    print("Revoked " + id + ".");
    return ExitCode.FINE;
  }

  /** What a person gave wrongly is theirs to hear, not an internal error. */
  private static <T> T argument(java.util.function.Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new ServiceAnswerException(String.valueOf(e.getMessage()));
    }
  }
}
