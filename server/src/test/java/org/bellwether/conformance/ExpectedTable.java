package org.bellwether.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bellwether.conformance.Chunked.Chunk;

/** Compares a printed table with computed metrics, cell by cell, at six printed digits. */
final class ExpectedTable {

  private static final double SIX_DIGITS = 5.1e-6;

  private final Frame expected;
  private final List<String> failures = new ArrayList<>();
  private int cells;

  private ExpectedTable(Frame expected) {
    this.expected = expected;
  }

  static ExpectedTable read(Path file) throws IOException {
    return new ExpectedTable(Frame.read(file));
  }

  List<String> failures() {
    return failures;
  }

  int cells() {
    return cells;
  }

  Frame frame() {
    return expected;
  }

  /** The name of a column without the printer's tuple notation: ('f1', 'value') is f1.value. */
  private static String plain(String header) {
    return header.replaceAll("^\\('|'\\)$", "").replace("', '", ".");
  }

  /**
   * Compares chunk by chunk.
   *
   * @param tolerance relative tolerance of a column where six digits cannot be had, by name;
   *     infinite for a column that is drawn at random and left out
   * @param months length of calendar chunks; 0 for chunks by rows
   */
  void compare(
      Chunked table, int months, List<ChunkMetric> metrics, Function<String, Double> tolerance) {
    Map<String, ChunkMetric> byName =
        metrics.stream().collect(Collectors.toMap(ChunkMetric::name, m -> m));
    for (int row = 0; row < expected.rows(); row++) {
      Chunk chunk = chunk(table, row);
      for (String header : expected.columns().keySet()) {
        String name = plain(header);
        String wanted = expected.texts(header).get(row);
        Double room = tolerance.apply(name);
        boolean drawn = room != null && room.isInfinite();
        if (name.equals("row") || drawn) {
          continue;
        }
        Object actual =
            name.startsWith("chunk.")
                ? chunkCell(table, months, chunk, name.substring(6))
                : metricCell(byName, chunk, name);
        expect(name + " of chunk " + chunk.key(), wanted, actual, room);
      }
    }
  }

  private static Object metricCell(Map<String, ChunkMetric> byName, Chunk chunk, String name) {
    int dot = name.lastIndexOf('.');
    ChunkMetric metric = byName.get(name.substring(0, dot));
    return metric == null ? null : metric.cell(name.substring(dot + 1), chunk);
  }

  private Chunk chunk(Chunked table, int row) {
    Map<String, Integer> columns =
        expected.columns().keySet().stream()
            .collect(Collectors.toMap(ExpectedTable::plain, c -> row));
    String key = text("chunk.key", row);
    String period = columns.containsKey("chunk.period") ? text("chunk.period", row) : null;
    // Tables without a period name number the rows of both tables through.
    String printed = expected.has("row") ? expected.texts("row").get(row) : "0";
    int number = Integer.parseInt(printed);
    int referenceChunks = table.of("reference").size();
    String wanted = period != null ? period : number < referenceChunks ? "reference" : "analysis";
    return table.of(wanted).stream()
        .filter(c -> c.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no chunk " + key + " in the " + wanted));
  }

  private String text(String name, int row) {
    return expected.columns().entrySet().stream()
        .filter(e -> plain(e.getKey()).equals(name))
        .map(e -> e.getValue().get(row))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no column " + name));
  }

  private static Object chunkCell(Chunked table, int months, Chunk chunk, String column) {
    return switch (column) {
      case "key" -> chunk.key();
      case "chunk_index" -> (double) chunk.index();
      case "start_index" -> (double) chunk.from();
      case "end_index" -> (double) chunk.to() - 1;
      case "start_date" -> table.timed() ? chunk.start(months > 0) : "";
      case "end_date" -> table.timed() ? chunk.end(months) : "";
      case "period" -> chunk.period();
      case "targets_missing_rate" -> 0.0;
      default -> null;
    };
  }

  /** Compares one cell; text exactly, numbers at six printed digits. */
  void expect(String what, String wanted, Object actual, Double tolerance) {
    cells++;
    if (actual == null) {
      failures.add(what + ": not computed");
    } else if (actual instanceof Double number) {
      double value = Frame.number(wanted);
      boolean both = Double.isNaN(value) && Double.isNaN(number);
      double room = (tolerance == null ? SIX_DIGITS : tolerance) * Math.abs(value) + 1e-12;
      if (!both && !(Math.abs(number - value) <= room)) {
        failures.add(what + ": " + number + " instead of " + wanted);
      }
    } else if (!actual.equals(wanted == null ? "" : wanted)) {
      failures.add(what + ": " + actual + " instead of " + wanted);
    }
  }
}
