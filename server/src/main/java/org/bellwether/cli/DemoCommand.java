package org.bellwether.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bellwether demo}: real flights, a small model, a planted fault, and its report. */
@Command(
    name = "demo",
    description = "Check a small model on real flights with a planted fault, and write a report.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final String FAULTY_ORIGIN = "ORD";

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..1",
      defaultValue = "bellwether-demo",
      description = "Where tables and report are written (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("bellwether-demo");

  @Override
  public Integer call() throws IOException {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    PrintWriter out = command.getOut();
    out.println(
        "A model says which flights will arrive 15 minutes late or more. It was trained on");
    out.println("January 2001; now it is March.");
    out.flush();
    List<DemoFlight> january = DemoFlight.of("january");
    List<DemoFlight> training = new ArrayList<>();
    List<DemoFlight> heldOut = new ArrayList<>();
    for (int i = 0; i < january.size(); i++) {
      (i % 2 == 0 ? training : heldOut).add(january.get(i));
    }
    List<DemoFlight> march =
        DemoFlight.of("march").stream()
            .map(f -> f.origin().equals(FAULTY_ORIGIN) ? f.inKilometres() : f)
            .toList();
    DemoModel model = DemoModel.trainedOn(training);
    Files.createDirectories(folder);
    Path reference = folder.resolve("january.csv");
    Path current = folder.resolve("march.csv");
    Path report = folder.resolve("report.html");
    write(reference, heldOut, model.score(heldOut));
    write(current, march, model.score(march));
    Files.deleteIfExists(report);
    List<String> arguments =
        List.of(
            "check",
            reference.toString(),
            current.toString(),
            "--label",
            "late",
            "--score",
            "score",
            "--time",
            "departure",
            "--segment",
            "origin",
            "--html",
            report.toString());
    out.println();
    out.println("$ bellwether " + String.join(" ", arguments));
    out.println();
    out.flush();
    int code = command.getParent().execute(arguments.toArray(new String[0]));
    out.println();
    out.println(
        "Planted fault: since March the feed of "
            + FAULTY_ORIGIN
            + " (Chicago O'Hare) gives distance in kilometres, not miles.");
    if (Files.exists(report)) {
      out.println("Now open the report: " + report.toAbsolutePath().normalize());
    }
    out.flush();
    return code;
  }

  private static void write(Path file, List<DemoFlight> flights, double[] scores)
      throws IOException {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      out.println("departure,origin,destination,weekday,hour,distance,score,late");
      for (int i = 0; i < scores.length; i++) {
        DemoFlight f = flights.get(i);
        out.printf(
            Locale.ROOT,
            "%s,%s,%s,%s,%d,%d,%.6f,%s%n",
            f.departure(),
            f.origin(),
            f.destination(),
            f.weekday(),
            f.hour(),
            f.distance(),
            scores[i],
            f.late() ? "yes" : "no");
      }
      if (out.checkError()) {
        throw new IOException("could not write " + file);
      }
    }
  }
}
