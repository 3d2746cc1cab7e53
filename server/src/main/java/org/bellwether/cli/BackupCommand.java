package org.bellwether.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bellwether.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Copies everything a service keeps, while it runs or not. */
@Command(
    name = "backup",
    description = {
      "Copies everything that a service keeps to an empty folder, while it runs or not.",
      "What was acknowledged before is in the copy."
    },
    mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SettingsFlags flags = new SettingsFlags();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FOLDER",
      description = "folder that is empty or not there, outside the data folder")
  private @Nullable Path to;

  @Override
  public Integer call() {
    Settings settings = flags.read(Map.of());
    Path folder = java.util.Objects.requireNonNull(to).toAbsolutePath().normalize();
    Optional<RunningService> running = RunningService.of(settings.data());
    if (running.isPresent()) {
      running.get().ask("POST", "/v1/backups", Map.of("folder", folder.toString()));
    } else {
      try (StoppedService stopped = StoppedService.of(settings)) {
        stopped.backups().make(folder, StoppedService.ACTOR);
      } catch (IOException e) {
        throw new ServiceAnswerException(String.valueOf(e.getMessage()));
      }
    }
    spec.commandLine().getOut().println("Backup of " + settings.data() + " is in " + folder);
    return ExitCode.FINE;
  }
}
