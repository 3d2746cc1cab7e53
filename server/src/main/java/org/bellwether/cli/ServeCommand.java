package org.bellwether.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bellwether.serve.Server;
import org.bellwether.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private SettingsFlags flags = new SettingsFlags();

  @Option(names = "--port", description = "TCP port (default: 8080)")
  private @Nullable Integer port;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = flags.read(port == null ? Map.of() : Map.of("port", port.toString()));
    try (var context = Server.start(settings)) {
      PrintWriter out = spec.commandLine().getOut();
      String link = Server.setupLink(context);
      if (link != null) {
        out.println("Nobody is admin yet. Open this link once, within a day: " + link);
      }
      out.println("Bellwether is ready: http://localhost:" + Server.port(context));
      Thread.currentThread().join();
      return ExitCode.FINE;
    }
  }
}
