package org.bellwether.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bellwether.store.Restore;
import org.bellwether.store.Tombstone;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Makes a data folder of a backup. */
@Command(
    name = "restore",
    description = "Makes a data folder of a backup, after checking that it is whole.",
    mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--from", required = true, paramLabel = "FOLDER", description = "the backup")
  private @Nullable Path from;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER",
      description = "data folder to make: empty or not there")
  private @Nullable Path data;

  @Option(
      names = "--erasures",
      paramLabel = "FOLDER",
      description = {
        "data folder of the service, or a later backup: what was erased since is erased",
        "from the copy too; needed for a copy of a backup that was kept elsewhere"
      })
  private @Nullable Path erasures;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Restore.Restored restored =
          Restore.run(
              Objects.requireNonNull(from),
              Objects.requireNonNull(data),
              erasures == null ? List.of() : tombstones(erasures),
              Clock.systemUTC());
      out.println("Restored the backup of " + restored.made() + " to " + data);
      restored
          .events()
          .forEach((model, n) ->
              out.printf(
                  "  %s: %,d predictions, %,d labels, %,d feedback%n",
                  model, n.predictions(), n.labels(), n.feedback()));
      if (erasures == null) {
        out.println(
            "Known backups are rewritten when somebody is erased. If this one was kept elsewhere"
                + " meanwhile, restore it again with --erasures FOLDER.");
      } else {
        out.println("Erased from it since: " + restored.erased().predictions() + " predictions");
      }
      return ExitCode.FINE;
    } catch (IOException e) {
      throw new ServiceAnswerException(String.valueOf(e.getMessage()));
    }
  }

  private static List<Tombstone> tombstones(Path folder) throws IOException {
    Optional<RunningService> running = RunningService.of(folder);
    return running.isPresent()
        ? JsonMapper.shared()
            .convertValue(
                running.get().ask("GET", "/v1/erasures", null),
                new TypeReference<List<Tombstone>>() {})
        : Restore.erasuresIn(folder);
  }
}
