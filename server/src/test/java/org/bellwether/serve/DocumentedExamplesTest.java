package org.bellwether.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellwether.event.EventStore;
import org.bellwether.event.Prediction;
import org.bellwether.ingest.PayloadJoin;
import org.bellwether.settings.Settings;
import org.bellwether.settings.SettingsReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every {@code sh} and {@code python} block of the pages about sending events, really run. */
class DocumentedExamplesTest {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```(\\w+)\\n(.*?)^ *```$");

  private record Block(String language, String code) {}

  private static List<Block> blocks(String page) throws Exception {
    Matcher matcher = BLOCK.matcher(Files.readString(Path.of("../docs").resolve(page)));
    List<Block> blocks = new ArrayList<>();
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(2), matcher.group(3).stripIndent()));
    }
    return blocks;
  }

  /** The last of its examples waits until the windows are judged. */
  @Test
  void theQuickstartEndsWithTheFault(@TempDir Path data, @TempDir Path folder) throws Exception {
    try (RunningService service = new RunningService(data, Map.of())) {
      String said = "";
      for (Block block : blocks("quickstart.md")) {
        if (block.language().equals("sh") || block.language().equals("python")) {
          said = run(service, folder, block);
        }
      }

      assertThat(said).contains("income", "region = south", "factor 1,000");
    }
  }

  private static String run(RunningService service, Path folder, Block block) throws Exception {
    List<String> command =
        block.language().equals("python")
            ? List.of("python3", "-c", block.code())
            : List.of("bash", "-euo", "pipefail", "-c", block.code());
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Path out = folder.resolve("out.txt");
    builder.redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().put("BELLWETHER_URL", service.uri("").toString());
    builder.environment().put("BELLWETHER_TOKEN", service.token());
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(block.code()).isTrue();
    String said = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as("%s%n%s", block.code(), said).isZero();
    return said;
  }

  @Test
  void everyExampleRuns(@TempDir Path data, @TempDir Path folder) throws Exception {
    try (RunningService service =
        new RunningService(data, Map.of("ingest.auto-register", "true"))) {
      List<String> said = new ArrayList<>();
      for (String page :
          List.of("send-events.md", "kserve.md", "opentelemetry.md", "registry.md")) {
        for (Block block : blocks(page)) {
          if (block.language().equals("sh") || block.language().equals("python")) {
            said.add(run(service, folder, block));
          }
        }
      }

      assertThat(said).hasSize(11);
      assertThat(said.getFirst())
          .isEqualTo("{\"accepted\":1,\"duplicates\":0,\"refused\":0,\"reasons\":[]}");
      assertThat(Files.readString(Path.of("../docs/send-events.md"))).contains(said.getFirst());
      assertThat(said).contains("credit-registry version 1 is READY\n");
      EventStore.Recorded first = Objects.requireNonNull(service.find("credit", "curl-1"));
      assertThat(first.labels()).hasSize(1);
      assertThat(first.feedback()).hasSize(1);
      service.await("credit", "file-1000");
      service.await("credit", "py-99");
      Prediction iris = service.await("iris", "kserve-1-1");
      assertThat(iris.features())
          .isEqualTo(
              Map.of(
                  "sepal_length", 5.1,
                  "sepal_width", 3.5,
                  "petal_length", 1.4,
                  "petal_width", 0.2));
      assertThat(iris.prediction()).isEqualTo(0.0);
      assertThat(service.bean(PayloadJoin.class).waiting()).isZero();
      service.await("gpt-4o", "5b8efff798038103d269b633813fc60c-eee19b7ec3c1b174");
    }
  }

  @Test
  void theSettingsOfThePageAboutKafkaAreRead(@TempDir Path folder) throws Exception {
    Block yaml =
        blocks("kafka.md").stream()
            .filter(block -> block.language().equals("yaml"))
            .findFirst()
            .orElseThrow();
    Path file = Files.writeString(folder.resolve("bellwether.yaml"), yaml.code());
    Settings.Kafka kafka = SettingsReader.read(Map.of(), file, Map.of()).kafka();
    assertThat(kafka.bootstrapServers()).isEqualTo("kafka-1:9092,kafka-2:9092");
    assertThat(kafka.clientFile()).isEqualTo("/etc/bellwether/kafka.properties");
  }
}
