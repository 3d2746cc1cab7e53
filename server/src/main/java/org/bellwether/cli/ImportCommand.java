package org.bellwether.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bellwether.access.OperatorKey;
import org.bellwether.files.DuckDb;
import org.bellwether.files.EventOptions;
import org.bellwether.files.EventShape;
import org.bellwether.files.EventTable;
import org.bellwether.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Sends the rows of files to a running service. */
@Command(
    name = "import",
    description = {
      "Sends the rows of files to a running service as predictions, with their labels.",
      "A column is the field of its name (id, time, score ...) or of an option below; every other",
      "column is a feature. Rows that are there already are counted, not doubled."
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

  private static final int ROWS = 1_000;
  private static final int BYTES = 4 << 20;
  private static final int SHOWN = 10;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SettingsFlags flags = new SettingsFlags();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Parquet, CSV or NDJSON; globs")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--kind",
      description = "what the rows are: ${COMPLETION-CANDIDATES} (default: prediction)")
  private EventShape kind = EventShape.PREDICTION;

  @Option(names = "--model", description = "model of every row (default: column model)")
  private @Nullable String model;

  @Option(
      names = "--model-version",
      paramLabel = "NAME",
      description = "version of every row (default: column version)")
  private @Nullable String version;

  @Option(names = "--id", paramLabel = "COL", description = "ids of the predictions (default: id)")
  private @Nullable String id;

  @Option(names = "--time", paramLabel = "COL", description = "when they were made (default: time)")
  private @Nullable String time;

  @Option(names = "--score", paramLabel = "COL", description = "scores (default: score)")
  private @Nullable String score;

  @Option(
      names = "--prediction",
      paramLabel = "COL",
      description = "predicted classes or values (default: prediction)")
  private @Nullable String prediction;

  @Option(
      names = "--label",
      paramLabel = "COL",
      description = "labels, empty where none is known (default: label)")
  private @Nullable String label;

  @Option(
      names = "--label-time",
      paramLabel = "COL",
      description = "when labels became known (default: labelTime, or the time)")
  private @Nullable String labelTime;

  @Option(
      names = "--subject",
      paramLabel = "COL",
      description = "whom they are about (default: subject)")
  private @Nullable String subject;

  @Option(
      names = "--segment",
      paramLabel = "COL",
      split = ",",
      description = "columns that are segments")
  private List<String> segments = new ArrayList<>();

  @Option(
      names = "--feature",
      paramLabel = "COL",
      split = ",",
      description = "columns that are features although a field has their name")
  private List<String> features = new ArrayList<>();

  @Option(names = "--ignore", paramLabel = "COL", split = ",", description = "columns to leave out")
  private List<String> ignored = new ArrayList<>();

  @Option(
      names = "--url",
      description = "of a service elsewhere (default: the one that runs on the data folder)")
  private @Nullable String url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "file with a token that may send events, for --url")
  private @Nullable Path tokenFile;

  @Option(names = "--quiet", description = "no progress bar")
  private boolean quiet;

  private long accepted;
  private long duplicates;
  private long refused;
  private final List<String> reasons = new ArrayList<>();

  @Override
  public Integer call() {
    EventSender sender = sender();
    PrintWriter err = spec.commandLine().getErr();
    boolean whole = true;
    long began = System.nanoTime();
    try (DuckDb duckDb = DuckDb.open();
        ProgressBar bar = ProgressBar.onTerminal(err, quiet)) {
      for (String file : files) {
        for (EventTable table : EventTable.open(file, options(), duckDb)) {
          whole &= send(table, kind, sender, bar, err);
          if (kind == EventShape.PREDICTION && table.labelled()) {
            whole &= send(table, EventShape.LABEL, sender, bar, err);
          }
        }
      }
    } finally {
      summary((System.nanoTime() - began) / 1e9, err);
    }
    return whole && refused == 0 ? ExitCode.FINE : ExitCode.UNREADABLE_DATA;
  }

  private EventSender sender() {
    if (url != null && tokenFile != null) {
      return EventSender.to(url, tokenFile);
    }
    if (url != null || tokenFile != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--url and --token-file go together: a service elsewhere asks for a token");
    }
    Settings settings = flags.read(Map.of());
    if (RunningService.of(settings.data()).isEmpty()) {
      throw new ServiceAnswerException(
          "no service runs on the data folder "
              + settings.data()
              + ": start it with ./bellwether serve, or name one with --url and --token-file");
    }
    return EventSender.to(OperatorKey.read(settings.data()).orElseThrow());
  }

  private EventOptions options() {
    Map<String, List<String>> named = new LinkedHashMap<>();
    put(named, "model", model);
    put(named, "version", version);
    put(named, "id", id);
    put(named, "time", time);
    put(named, "score", score);
    put(named, "prediction", prediction);
    put(named, "label", label);
    put(named, "labelTime", labelTime);
    put(named, "subject", subject);
    named.put("segment", segments);
    named.put("feature", features);
    named.put("ignore", ignored);
    return EventOptions.of(named);
  }

  private static void put(Map<String, List<String>> named, String name, @Nullable String value) {
    if (value != null) {
      named.put(name, List.of(value));
    }
  }

  /** Whether every row could be read. */
  private boolean send(
      EventTable table, EventShape shape, EventSender sender, ProgressBar bar, PrintWriter err) {
    String what = table.name() + (shape == EventShape.LABEL ? " (labels)" : "");
    return table
        .read(
            shape,
            ROWS,
            BYTES,
            (lines, before, rows) -> {
              count(table.name(), before, sender.send(shape, lines));
              bar.rows(what, before + rows, table.estimatedRows());
            })
        .map(unread -> {
          err.println("bellwether: " + unread);
          return false;
        })
        .orElse(true);
  }

  private void count(String file, long before, JsonNode answer) {
    accepted += answer.path("accepted").asLong();
    duplicates += answer.path("duplicates").asLong();
    refused += answer.path("refused").asLong();
    for (JsonNode reason : answer.path("reasons")) {
      if (reasons.size() < SHOWN) {
        String field = reason.path("field").asString("");
        reasons.add(
            file
                + ", row "
                + (before + reason.path("line").asLong())
                + (field.isEmpty() ? "" : ", field " + field)
                + ": "
                + reason.path("reason").asString());
      }
    }
  }

  private void summary(double seconds, PrintWriter err) {
    reasons.forEach(err::println);
    if (refused > reasons.size()) {
      err.println("and " + (refused - reasons.size()) + " more");
    }
    spec.commandLine()
        .getOut()
        .println(
            String.format(
                Locale.ROOT,
                "%,d events accepted, %,d were there already, %,d refused; %.1f s, %,.0f events/s",
                accepted,
                duplicates,
                refused,
                seconds,
                (accepted + duplicates + refused) / Math.max(seconds, 1e-3)));
  }
}
