package org.bellwether.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bellwether.serve.Doctor;
import org.bellwether.settings.Settings;
import org.bellwether.store.Health;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what stands in the service's way. */
@Command(
    name = "doctor",
    description = {
      "Checks settings, folder, disk, clock, port and database, and says what to do.",
      "Exit code: 0 nothing failed, 1 something failed, 2 wrong settings."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SettingsFlags flags = new SettingsFlags();

  @Option(names = "--port", description = "TCP port (default: 8080)")
  private @Nullable Integer port;

  @Override
  public Integer call() {
    Settings settings = flags.read(port == null ? Map.of() : Map.of("port", port.toString()));
    boolean running = RunningService.of(settings.data()).isPresent();
    List<Health.Report> reports = new Doctor(settings, running, Clock.systemUTC()).examine();
    long failed = reports.stream().filter(r -> r.state() == Health.State.FAILED).count();
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        failed == 0
            ? "Nothing stands in the way" + (running ? ": the service runs." : ".")
            : failed + " of " + reports.size() + " parts failed.");
    for (Health.Report report : reports) {
      out.println(
          "  %s %-9s %-9s %s"
              .formatted(
                  switch (report.state()) {
                    case OK -> "●";
                    case DEGRADED -> "▲";
                    case FAILED -> "■";
                  },
                  report.state().name().toLowerCase(Locale.ROOT),
                  report.part(),
                  report.message()));
    }
    return failed == 0 ? ExitCode.FINE : ExitCode.VERDICT;
  }
}
