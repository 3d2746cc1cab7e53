package org.bellwether.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bellwether.registry.Lineage;
import org.bellwether.registry.Metric;
import org.bellwether.registry.ModelVersion;
import org.bellwether.registry.Run;
import org.bellwether.render.Figures;
import org.jspecify.annotations.Nullable;

/**
 * Two versions side by side.
 *
 * @param all whether what is the same is shown too
 * @param parts metrics first, then what may explain them
 */
public record Comparison(ModelVersion left, ModelVersion right, boolean all, List<Part> parts) {

  /** Rows of one kind. */
  public record Part(String title, List<Row> rows) {

    int differing() {
      return (int) rows.stream().filter(Row::differs).count();
    }
  }

  /**
   * One thing of both.
   *
   * @param change right minus left with its sign, empty where that means nothing
   */
  public record Row(String name, String left, String right, String change) {

    /** Whether it is not the same in both. */
    public boolean differs() {
      return !left.equals(right);
    }
  }

  private static final int NAMED = 2;

  static Comparison of(
      ModelVersion left,
      @Nullable Run leftRun,
      ModelVersion right,
      @Nullable Run rightRun,
      boolean all) {
    List<Part> parts =
        List.of(
            new Part("Metrics", metrics(leftRun, rightRun)),
            new Part("Lineage", lineage(Lineage.of(left, leftRun), Lineage.of(right, rightRun))),
            new Part("Parameters", rows(params(leftRun), params(rightRun))),
            new Part("Tags", rows(left.tags(), right.tags())),
            new Part("Registration", rows(registration(left), registration(right))));
    return new Comparison(left, right, all, parts);
  }

  private static Map<String, String> params(@Nullable Run run) {
    return run == null ? Map.of() : run.params();
  }

  private static Map<String, String> registration(ModelVersion version) {
    return Map.of(
        "stage", version.stage().word(),
        "aliases", String.join(", ", version.aliases()),
        "registered by", version.creator(),
        "source", version.source(),
        "description", version.description());
  }

  private static List<Row> rows(Map<String, String> left, Map<String, String> right) {
    TreeSet<String> names = new TreeSet<>(left.keySet());
    names.addAll(right.keySet());
    return names.stream()
        .map(n -> new Row(n, left.getOrDefault(n, ""), right.getOrDefault(n, ""), ""))
        .toList();
  }

  private static List<Row> lineage(Lineage left, Lineage right) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < left.facts().size(); i++) {
      Lineage.Fact fact = left.facts().get(i);
      rows.add(new Row(fact.part().title(), fact.value(), right.facts().get(i).value(), ""));
    }
    return rows;
  }

  private static List<Row> metrics(@Nullable Run left, @Nullable Run right) {
    Map<String, Metric> lefts = byKey(left);
    Map<String, Metric> rights = byKey(right);
    TreeSet<String> names = new TreeSet<>(lefts.keySet());
    names.addAll(rights.keySet());
    return names.stream().map(n -> row(n, lefts.get(n), rights.get(n))).toList();
  }

  private static Map<String, Metric> byKey(@Nullable Run run) {
    Map<String, Metric> metrics = new TreeMap<>();
    if (run != null) {
      run.metrics().forEach(m -> metrics.put(m.key(), m));
    }
    return metrics;
  }

  private static Row row(String name, @Nullable Metric left, @Nullable Metric right) {
    String change = "";
    if (left != null && right != null) {
      double by = right.value() - left.value();
      change = Double.isFinite(by) ? (by > 0 ? "+" : "") + Figures.number(by) : "";
    }
    return new Row(name, value(left), value(right), change);
  }

  private static String value(@Nullable Metric metric) {
    return metric == null ? "" : Figures.number(metric.value());
  }

  /** The rows of a part that are shown. */
  public List<Row> shown(Part part) {
    return all ? part.rows() : part.rows().stream().filter(Row::differs).toList();
  }

  /** How many things differ. */
  public int differing() {
    return parts.stream().mapToInt(Part::differing).sum();
  }

  /** What differs, in a sentence. */
  public String sentence() {
    if (differing() == 0) {
      return "In nothing that is known of them.";
    }
    List<String> words =
        parts.get(0).rows().stream()
            .filter(r -> r.differs() && !r.left().isEmpty() && !r.right().isEmpty())
            .limit(NAMED)
            .map(r -> r.name() + " is " + r.right() + " after " + r.left())
            .collect(Collectors.toCollection(ArrayList::new));
    String lineage =
        parts.get(1).rows().stream()
            .filter(Row::differs)
            .map(Row::name)
            .filter(n -> !n.equals(Lineage.Part.RUN.title()))
            .collect(Collectors.joining(", "));
    if (!lineage.isEmpty()) {
      words.add("other: " + lineage);
    }
    int params = parts.get(2).differing();
    if (params > 0) {
      words.add(Figures.count(params, "parameter") + (params == 1 ? " differs" : " differ"));
    }
    String sentence =
        words.isEmpty() ? "Only in how they are registered" : String.join("; ", words);
    return sentence + ".";
  }
}
