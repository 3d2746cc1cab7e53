package org.bellwether.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bellwether.serve.Server;
import org.bellwether.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the service until it is stopped. */
@Command(
    name = "serve",
    description = "Runs the service: takes in predictions and labels, keeps and watches them.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--port", defaultValue = "8080", description = "TCP port (default: 8080)")
  private int port;

  @Option(
      names = "--data",
      defaultValue = "bellwether-data",
      description = "folder for everything it keeps (default: bellwether-data)")
  private Path data = Path.of("bellwether-data");

  @Override
  public Integer call() throws InterruptedException {
    try (var context = Server.start(new Settings(port, data))) {
      String bound =
          context.getEnvironment().getProperty("local.server.port", String.valueOf(port));
      spec.commandLine().getOut().println("Bellwether is ready: http://localhost:" + bound);
      Thread.currentThread().join();
      return ExitCode.FINE;
    }
  }
}
