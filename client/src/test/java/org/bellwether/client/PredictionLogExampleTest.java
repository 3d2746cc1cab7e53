package org.bellwether.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The snippet of docs/client-java.md, compiled and run. */
class PredictionLogExampleTest {

  @Test
  void logWhatAModelPredicts() throws InterruptedException {
    try (var running = new FaultyService()) {
      String service = running.uri().toString();
      String token = "bw_example";

      // example
      // Once, when your service starts.
      PredictionLog log = PredictionLog.to(service).token(token).build();
      ModelLog credit = log.model("credit", "3");

      // In a request: never waits, never throws.
      credit
          .prediction("p-1")
          .feature("income", 1200.5)
          .feature("region", "EU")
          .score(0.83)
          .prediction("approve")
          .latencyMs(12)
          .log();

      // Later, when the truth is known, or somebody disagrees.
      credit.label("p-1", 1);
      credit.feedback("p-1", "override", "reject", "ana", "income not proven");

      // For your own metrics: what arrived, what was lost and why.
      Counts counts = log.counts();

      // When your service stops.
      log.close(Duration.ofSeconds(5));
      // end of example

      assertThat(counts.accepted()).isEqualTo(3);
      assertThat(log.counts().sent()).isEqualTo(3);
      assertThat(running.taken)
          .anyMatch(line -> line.contains("\"features\":{\"income\":1200.5,\"region\":\"EU\"}"));
    }
  }

  @Test
  void theDocumentShowsThisExample() throws IOException {
    String source =
        Files.readString(
            Path.of("src/test/java/org/bellwether/client/PredictionLogExampleTest.java"));
    int from = source.indexOf("// example\n") + "// example\n".length();
    String example = source.substring(from, source.indexOf("      // end of example"));
    assertThat(Files.readString(Path.of("../docs/client-java.md")))
        .contains(example.stripTrailing().stripIndent());
  }
}
