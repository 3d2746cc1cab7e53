package org.bellwether.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a command as a process of its own and measures all that it costs. */
final class ProcessMeter {

  private static final long POLL_MILLIS = 20;

  /**
   * What a process cost.
   *
   * @param wallSeconds time from start to end
   * @param cpuSeconds user and system time of the process and of those it waited for
   * @param peakBytes largest resident set of any one of its processes; 0 where the system does not
   *     tell (/proc is read every 20 ms)
   * @param exitCode its exit code
   * @param output what it printed
   */
  record Cost(double wallSeconds, double cpuSeconds, long peakBytes, int exitCode, String output) {}

  private ProcessMeter() {}

  /** Runs the command to its end; the shell's {@code time} counts its processor time. */
  static Cost run(List<String> command) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("bellwether-bench");
    try {
      Path output = folder.resolve("output");
      Path times = folder.resolve("times");
      List<String> timed =
          new ArrayList<>(
              List.of(
                  "bash",
                  "-c",
                  "out=$1 times=$2; shift 2; TIMEFORMAT='%R %U %S';"
                      + " { time \"$@\" >\"$out\" 2>&1; } 2>\"$times\"",
                  "bench",
                  output.toString(),
                  times.toString()));
      timed.addAll(command);
      ProcessBuilder builder = new ProcessBuilder(timed);
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      long peak = 0;
      while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        peak = Math.max(peak, largestResidentSet(process));
      }
      String[] seconds = Files.readString(times).strip().split("\\s+", -1);
      return new Cost(
          Double.parseDouble(seconds[0]),
          Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2]),
          peak,
          process.exitValue(),
          Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      delete(folder);
    }
  }

  private static long largestResidentSet(Process process) {
    try (Stream<ProcessHandle> all = process.descendants()) {
      return all.mapToLong(ProcessMeter::residentSetPeak).max().orElse(0);
    }
  }

  /** The high-water mark that Linux keeps for a process; 0 for one that has ended. */
  private static long residentSetPeak(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmHWM:")) {
          return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException ended) {
      return 0;
    }
    return 0;
  }

  /** Whether a command can be run at all; its output is of no interest. */
  static boolean works(String... command) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** A number of bytes as people read it. */
  static String megabytes(long bytes) {
    return bytes == 0 ? "unknown" : String.format(Locale.ROOT, "%,d MB", bytes >> 20);
  }
}
