package org.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bellwether.event.EventStore.Receipt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there, whatever ended the process. */
class CrashTest {

  /** Ten in everyday runs; -Dbellwether.crashes=50 for the full proof. */
  private static final int CRASHES = Integer.getInteger("bellwether.crashes", 10);

  @TempDir private Path folder = Path.of("");

  private static List<String> command(Path data, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CrashWriter.class.getName(),
                data.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  @Test
  void losesNothingThatWasAcknowledgedBeforeAKill() throws Exception {
    Random random = new Random(11);
    Path data = folder.resolve("data");
    Set<String> acknowledged = new HashSet<>();
    for (int crash = 0; crash < CRASHES; crash++) {
      Process process =
          new ProcessBuilder(command(data, "4", "crash" + crash))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      int before = acknowledged.size();
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        acknowledged.add(Objects.requireNonNull(out.readLine(), "the writer did not start"));
        Thread killer =
            Thread.ofPlatform()
                .start(() -> {
                  sleep(random.nextInt(400));
                  process.destroyForcibly();
                });
        // A line that was cut by the kill was not heard, so it was not acknowledged.
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          if (line.endsWith(".")) {
            acknowledged.add(line);
          }
        }
        killer.join();
      } catch (IOException killedWhileReading) {
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(process.waitFor()).isEqualTo(137);
      assertThat(acknowledged.size()).as("crash %d did work before", crash).isGreaterThan(before);
      acknowledged.removeIf(line -> !line.endsWith("."));
    }
    requireAll(data, acknowledged);
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void requireAll(Path data, Set<String> acknowledged) throws IOException {
    try (DuckDbEventStore store =
        DuckDbEventStore.open(data, StoreOptions.defaults(), InstantSource.system())) {
      store.await();
      Set<String> stored = new HashSet<>();
      store.read(connection -> {
        try (var rows =
            connection.createStatement().executeQuery("SELECT id, c0 FROM prediction_0")) {
          while (rows.next()) {
            assertThat(stored.add(rows.getString(1))).as("once only").isTrue();
            assertThat(rows.getDouble(2)).isEqualTo(CrashWriter.value(rows.getString(1)));
          }
        }
        return true;
      });
      Set<String> lost = new HashSet<>();
      for (String line : acknowledged) {
        String id = line.substring(0, line.length() - 1);
        if (!stored.contains(id)) {
          lost.add(id);
        }
      }
      assertThat(lost).as("acknowledged and lost, of %d", acknowledged.size()).isEmpty();
      assertThat(acknowledged).hasSizeGreaterThan(10 * CRASHES);
      // They are known, too: sent again, they are duplicates.
      assertThat(store.append(stored.stream().limit(500).map(CrashWriter::prediction).toList()))
          .isEqualTo(new Receipt(0, Math.min(500, stored.size())));
    }
  }

  @Test
  void forcesTheLogBeforeEachAcknowledgement() throws Exception {
    Path trace = folder.resolve("trace");
    List<String> traced =
        new ArrayList<>(
            List.of(
                "strace",
                "-f",
                "-y",
                "-s",
                "64",
                "-e",
                "trace=write,fsync,fdatasync",
                "-o",
                trace.toString()));
    traced.addAll(command(folder.resolve("data"), "1", "traced", "20"));
    Process process =
        new ProcessBuilder(traced).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.inputReader(StandardCharsets.UTF_8).readAllLines();
    assertThat(process.waitFor()).isZero();

    int acknowledgements = 0;
    int forcedSince = 0;
    Set<String> forcing = new HashSet<>();
    for (String line : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
      String thread = line.substring(0, line.indexOf(' '));
      if (line.contains("sync(") && line.contains(".log>")) {
        if (line.contains("unfinished")) {
          forcing.add(thread);
        } else if (line.endsWith("= 0")) {
          forcedSince++;
        }
      } else if (line.contains("sync resumed>") && line.endsWith("= 0") && forcing.remove(thread)) {
        forcedSince++;
      } else if (line.contains("write(1<") && line.contains("\"traced-")) {
        acknowledgements++;
        assertThat(forcedSince).as("syncs before %s", line).isPositive();
        forcedSince = 0;
      }
    }
    assertThat(acknowledgements).isEqualTo(20);
  }
}
