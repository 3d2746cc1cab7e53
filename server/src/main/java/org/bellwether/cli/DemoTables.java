package org.bellwether.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/** First half of the demo: two tables of flights, a planted fault in the second, and a report. */
final class DemoTables {

  private static final String FAULTY_ORIGIN = "ORD";

  private final Path folder;
  private final List<DemoFlight> heldOut;
  private final List<DemoFlight> march;
  private final DemoModel model;

  DemoTables(Path folder, DemoModel model, List<DemoFlight> heldOut, List<DemoFlight> march) {
    this.folder = folder;
    this.model = model;
    this.heldOut = heldOut;
    this.march =
        march.stream().map(f -> f.origin().equals(FAULTY_ORIGIN) ? f.inKilometres() : f).toList();
  }

  /** Writes both tables and checks them. */
  int check(CommandLine command) throws IOException {
    PrintWriter out = command.getOut();
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
