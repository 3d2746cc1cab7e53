package org.bellwether.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bellwether.serve.Server;
import org.bellwether.settings.Settings;
import org.bellwether.settings.SettingsReader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bellwether demo}: real flights through a check of two tables, and through a service. */
@Command(
    name = "demo",
    description = {
      "Watch a small model on real flights: a check of two tables with its report, then a service",
      "that six weeks of flights run through at high speed. Something goes wrong in both."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final String MARK = "bellwether-demo.txt";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..1",
      defaultValue = "bellwether-demo",
      description =
          "Where everything is written; what a demo left there goes (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("bellwether-demo");

  @Option(names = "--port", description = "TCP port of the service (default: 8080, or a free one)")
  private int port;

  @Option(names = "--exit", description = "Stop when all flights are through.")
  private boolean exit;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine command = spec.commandLine();
    PrintWriter out = command.getOut();
    out.println(
        "A model says which flights will arrive 15 minutes late or more. It was trained on");
    out.println("January 2001; now it is March.");
    out.flush();
    List<DemoFlight> january = DemoFlight.of("january");
    List<DemoFlight> march = DemoFlight.of("march");
    List<DemoFlight> training = new ArrayList<>();
    List<DemoFlight> heldOut = new ArrayList<>();
    for (int i = 0; i < january.size(); i++) {
      (i % 2 == 0 ? training : heldOut).add(january.get(i));
    }
    DemoModel model = DemoModel.trainedOn(training);
    clean();
    int code = new DemoTables(folder, model, heldOut, march).check(command);
    if (code != ExitCode.FINE) {
      return code;
    }
    serve(out, model, heldOut, march);
    return ExitCode.FINE;
  }

  /** Begins anew, in a folder that is empty or a demo's own. */
  private void clean() throws IOException {
    Path data = folder.resolve("data");
    if (Files.exists(data)) {
      if (!Files.exists(folder.resolve(MARK))) {
        throw new CommandLine.ParameterException(
            spec.commandLine(),
            data + " is there and not of a demo: name another folder, such as demo-2.");
      }
      try (Stream<Path> all = Files.walk(data)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve(MARK), "This folder was made by bellwether demo, which may delete it.\n");
  }

  private void serve(
      PrintWriter out, DemoModel model, List<DemoFlight> heldOut, List<DemoFlight> march)
      throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    Settings settings =
        SettingsReader.read(
            Map.of("data", data.toString(), "port", Integer.toString(freePort())), null, Map.of());
    out.println();
    out.println("The same model as a service, six weeks of flights that end with last week:");
    out.println();
    out.flush();
    try (var context = Server.start(settings)) {
      RunningService service = RunningService.of(data).orElseThrow();
      DemoReplay replay = new DemoReplay(service, model, heldOut, march, Instant.now(), out);
      replay.prepare(folder.resolve("january.csv"));
      replay.run();
      replay.summarise();
      out.println();
      String address = "http://localhost:" + Server.port(context);
      if (exit) {
        out.println("Without --exit the service stays up, and shows this on its pages.");
        out.flush();
        return;
      }
      String link = Server.setupLink(context);
      out.println("Create your account, once: " + link);
      out.println("Then look at the model:    " + address + "/models/" + DemoReplay.MODEL);
      out.println("Ctrl-C stops the service.");
      out.flush();
      Thread.currentThread().join();
    }
  }

  private int freePort() throws IOException {
    if (port != 0) {
      return port;
    }
    try (ServerSocket usual = new ServerSocket(8080)) {
      return usual.getLocalPort();
    } catch (IOException taken) {
      try (ServerSocket any = new ServerSocket(0)) {
        return any.getLocalPort();
      }
    }
  }
}
