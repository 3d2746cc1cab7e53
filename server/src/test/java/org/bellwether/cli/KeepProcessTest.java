package org.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bellwether.event.Prediction;
import org.bellwether.serve.Server;
import org.bellwether.settings.Settings;
import org.bellwether.settings.SettingsReader;
import org.bellwether.store.Databases;
import org.bellwether.store.DuckDbEventStore;
import org.bellwether.store.Tombstone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code backup}, {@code restore} and {@code erase} as processes, some of which are killed. */
class KeepProcessTest {

  private static final int ROWS = 20_000;

  /** Of each subject: rows that bear it. */
  private static final int THEIRS = ROWS / 100;

  /** Three in everyday runs; -Dbellwether.crashes=50 for the full proof. */
  private static final int KILLS = Integer.getInteger("bellwether.crashes", 3);

  @TempDir private Path folder;

  private record Ended(int code, String said, long millis) {}

  private Process started(Path out, Object... words) throws IOException {
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
                Main.class.getName()));
    for (Object word : words) {
      command.add(word.toString());
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start();
  }

  private Ended run(Object... words) throws Exception {
    Path out = Files.createTempFile(folder, "out", ".txt");
    long began = System.nanoTime();
    Process process = started(out, words);
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    return new Ended(
        process.exitValue(), Files.readString(out), (System.nanoTime() - began) / 1_000_000);
  }

  private String fine(Object... words) throws Exception {
    Ended ended = run(words);
    assertThat(ended.code()).as(ended.said()).isZero();
    return ended.said();
  }

  private static String subject(int number) {
    return "subject-%02d-Q7Z3XW".formatted(number);
  }

  private static void fill(ConfigurableApplicationContext context) {
    context
        .getBean(DuckDbEventStore.class)
        .append(
            IntStream.range(0, ROWS)
                .mapToObj(i ->
                    Prediction.of("p-" + i, "credit", Instant.parse("2026-01-05T10:00:00Z"))
                        .subject(subject(i % 100))
                        .features(Map.of("income", (double) i))
                        .build())
                .toList());
  }

  /** Settings in the folder, where commands find them too. */
  private static Settings settings(Databases database, Path data) throws IOException {
    Settings settings = database.fresh(data);
    Files.createDirectories(data);
    if (!settings.database().url().isEmpty()) {
      Files.writeString(
          data.resolve("bellwether.yaml"),
          "database:\n  url: \"%s\"\n  user: %s\n"
              .formatted(settings.database().url(), settings.database().user()));
    }
    return settings;
  }

  private static List<String> traces(Path in, String of) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(in)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(of)) {
          found.add(in.relativize(file).toString());
        }
      }
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void theCommandsWorkWhetherTheServiceRunsOrNot(Databases database) throws Exception {
    Path data = folder.resolve("data");
    Path running = folder.resolve("running");
    Path stopped = folder.resolve("stopped");
    try (ConfigurableApplicationContext context = Server.start(settings(database, data))) {
      fill(context);
      assertThat(fine("backup", "--data", data, "--to", running)).contains("Backup of");
      assertThat(fine("erase", subject(1), "--data", data))
          .contains("Erased " + THEIRS + " predictions");
    }
    fine("backup", "--data", data, "--to", stopped);
    assertThat(fine("erase", subject(2), "--data", data))
        .contains("Erased " + THEIRS + " predictions");

    for (Path backup : List.of(running, stopped)) {
      Path to = folder.resolve("restored-from-" + backup.getFileName());
      assertThat(fine("restore", "--from", backup, "--data", to))
          .contains("credit: %,d predictions".formatted(ROWS - 2 * THEIRS));
      for (Path kept : List.of(data, backup, to)) {
        assertThat(traces(kept, subject(1))).as("%s", kept).isEmpty();
        assertThat(traces(kept, subject(2))).as("%s", kept).isEmpty();
      }
    }
    assertThat(run("erase", "x", "--data", folder.resolve("none")).said())
        .contains("holds nothing of a service");
  }

  @Test
  void anErasureThatIsKilledIsDoneByTheNext() throws Exception {
    Path data = folder.resolve("data");
    Settings settings = settings(Databases.H2, data);
    try (ConfigurableApplicationContext context = Server.start(settings)) {
      fill(context);
    }
    long whole = run("erase", subject(0), "--data", data).millis();
    for (int kill = 1; kill <= KILLS; kill++) {
      Process process =
          started(folder.resolve("killed.txt"), "erase", subject(kill), "--data", data);
      process.waitFor(whole / 4 + whole * 3 / 4 * kill / (KILLS + 1), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
    }
    for (int kill = 1; kill <= KILLS; kill++) {
      fine("erase", subject(kill), "--data", data);
      assertThat(traces(data, subject(kill))).isEmpty();
    }
    try (StoppedService service = StoppedService.of(settings)) {
      assertThat(service.erasures().all()).extracting(Tombstone::finished).doesNotContainNull();
      assertThat(service.store().counts("credit").predictions())
          .isEqualTo(ROWS - (KILLS + 1L) * THEIRS);
    }
  }

  @Test
  void aRestoreThatIsKilledIsNotMistakenForAWholeOne() throws Exception {
    Path data = folder.resolve("data");
    try (ConfigurableApplicationContext context = Server.start(settings(Databases.H2, data))) {
      fill(context);
    }
    Path backup = folder.resolve("backup");
    fine("backup", "--data", data, "--to", backup);
    Path to = folder.resolve("to");
    Process process =
        started(folder.resolve("killed.txt"), "restore", "--from", backup, "--data", to);
    while (!Files.exists(to.resolve("restore.unfinished")) && process.isAlive()) {
      Thread.onSpinWait();
    }
    process.destroyForcibly().waitFor();

    assertThat(to.resolve("restore.unfinished")).exists();
    Ended refused = run("serve", "--port", "0", "--data", to);
    assertThat(refused.code()).isEqualTo(ExitCode.UNREADABLE_DATA);
    assertThat(refused.said()).contains("was cut short: run ./bellwether restore again");
    assertThat(fine("restore", "--from", backup, "--data", to))
        .contains("credit: %,d predictions".formatted(ROWS));
    try (StoppedService service =
        StoppedService.of(SettingsReader.read(Map.of("data", to.toString()), null, Map.of()))) {
      assertThat(service.store().counts("credit").predictions()).isEqualTo(ROWS);
    }
  }
}
