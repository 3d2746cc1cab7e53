package org.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.bellwether.settings.SettingsReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every window is judged with all that came, whenever the process was killed. */
class WatchCrashTest {

  private static final int CRASHES = 3;

  @TempDir private Path folder = Path.of("");

  @Test
  void judgesEveryWindowAfterKills() throws Exception {
    Random random = new Random(5);
    int hours = 0;
    for (int crash = 0; crash < CRASHES; crash++) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  WatchWriter.class.getName(),
                  folder.toString(),
                  Integer.toString(hours))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      int kill = hours + 4 + random.nextInt(6);
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        while (hours <= kill) {
          String line = Objects.requireNonNull(out.readLine(), "the writer ended by itself");
          if (line.matches("\\d+")) {
            hours = Integer.parseInt(line) + 1;
          }
        }
        Thread.sleep(random.nextInt(300));
        process.destroyForcibly();
      }
      assertThat(process.waitFor()).isEqualTo(137);
    }
    requireAll(hours);
  }

  private void requireAll(int hours) throws Exception {
    try (WatchedService service =
        new WatchedService(
            folder,
            SettingsReader.read(
                java.util.Map.of("port", "0", "data", folder.toString()),
                null,
                java.util.Map.of()))) {
      int before =
          service
              .table
              .windows(
                  WatchedService.MODEL, null, WatchedService.START, WatchedService.at(1_000), 1_000)
              .size();
      service.until(WatchedService.at(hours).plus(Duration.ofHours(2)));
      List<WatchedWindow> kept = service.kept();

      assertThat(before).as("windows that were judged before the last kill").isGreaterThan(3);
      // Of the hour that was being written at a kill some may have come, too.
      assertThat(kept.size()).isBetween(hours, hours + 1);
      for (WatchedWindow window : kept.subList(0, hours - 1)) {
        assertThat(window.rows()).as("%s", window.start()).isEqualTo(WatchWriter.ROWS);
        assertThat(window.labelled()).as("%s", window.start()).isEqualTo(WatchWriter.ROWS);
      }
    }
  }
}
