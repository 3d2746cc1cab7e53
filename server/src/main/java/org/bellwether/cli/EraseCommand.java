package org.bellwether.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bellwether.ingest.Ingest;
import org.bellwether.settings.Settings;
import org.bellwether.store.Secret;
import org.bellwether.store.Tombstone;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Erases what is kept of a person, whether the service runs or not. */
@Command(
    name = "erase",
    description = {
      "Erases the predictions about a person with their labels and feedback, from tables, log,",
      "profiles and known backups. A tombstone with a keyed hash stays."
    },
    mixinStandardHelpOptions = true)
final class EraseCommand implements Callable<Integer> {

  private static final Duration LOOK = Duration.ofMillis(500);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SettingsFlags flags = new SettingsFlags();

  @Parameters(paramLabel = "SUBJECT", description = "the person, as in the field 'subject'")
  private @Nullable String subject;

  @Option(names = "--model", description = "of this model alone (default: of every model)")
  private @Nullable String model;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = flags.read(Map.of());
    String whose = Objects.requireNonNull(subject);
    Optional<RunningService> running = RunningService.of(settings.data());
    JsonNode done;
    if (running.isPresent()) {
      done = ask(running.get(), whose);
    } else {
      done = directly(settings, whose);
    }
    JsonNode deleted = done.path("deleted");
    spec.commandLine()
        .getOut()
        .printf(
            "Erased %s predictions, %s labels, %s feedback; tombstone %s%n",
            deleted.path("predictions").asString(),
            deleted.path("labels").asString(),
            deleted.path("feedback").asString(),
            done.path("id").asString());
    if (done.path("finished").isNull() || done.path("finished").isMissingNode()) {
      throw new ServiceAnswerException(
          "nobody sees the data any more, but its bytes are not gone from every file: "
              + done.path("problem").asString("")
              + " GET /v1/erasures tells when they are");
    }
    return ExitCode.FINE;
  }

  private JsonNode ask(RunningService service, String whose) throws InterruptedException {
    String path = "/v1/subjects?subject=" + encoded(whose);
    JsonNode ordered =
        service.ask("DELETE", model == null ? path : path + "&model=" + encoded(model), null);
    JsonNode now = ordered;
    while (!now.path("finished").isString() && now.path("problem").asString("").isEmpty()) {
      Thread.sleep(LOOK.toMillis());
      for (JsonNode one : service.ask("GET", "/v1/erasures", null)) {
        if (one.path("id").equals(ordered.path("id"))) {
          now = one;
        }
      }
    }
    return now;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private JsonNode directly(Settings settings, String whose) {
    try (StoppedService stopped = StoppedService.of(settings)) {
      byte[] key = Secret.of(settings.data().resolve("events").resolve("privacy.key"), 32);
      Tombstone ordered =
          stopped.erasures().order(whose, Ingest.hashed(key, whose), model, StoppedService.ACTOR);
      stopped.erasures().finish();
      Tombstone done =
          stopped.erasures().all().stream()
              .filter(t -> t.id() == ordered.id())
              .findFirst()
              .orElseThrow();
      return JsonMapper.shared().valueToTree(done);
    } catch (IOException e) {
      throw new ServiceAnswerException(String.valueOf(e.getMessage()));
    }
  }
}
