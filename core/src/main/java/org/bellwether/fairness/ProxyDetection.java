package org.bellwether.fairness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Threshold;
import org.bellwether.learner.FeatureEncoding;
import org.bellwether.learner.FeatureMatrix;
import org.bellwether.learner.Importance;
import org.bellwether.learner.Learner;
import org.bellwether.learner.SampledRows;
import org.bellwether.learner.TwoSampleSplit;
import org.bellwether.profile.Profile;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.stat.Normal;
import org.bellwether.stat.Separation;
import org.jspecify.annotations.Nullable;

/**
 * Whether the features give away a protected attribute, so that leaving it out of the model does
 * not hide it: the AUC, on rows that the classifier was not fitted to, of one group against the
 * rest by all features but the protected columns, and which features it goes by. Each of the
 * {@value #MOST_GROUPS} largest groups of a categorical or boolean attribute has a measurement, one
 * of two groups alone. The interval adds the halves' standard errors ({@link TwoSampleSplit}).
 */
public final class ProxyDetection {

  /** The rule's name for one table. */
  public static final String CHECK = "proxy";

  /** The rule's name for a change between two tables. */
  public static final String CHANGE = "proxy-change";

  private static final int MOST_GROUPS = 3;
  private static final int FEWEST_ROWS = 50;
  private static final Threshold LEVEL = Threshold.above(0.75, 0.9);
  private static final Threshold RISE = Threshold.above(0.05, 0.15);

  private final Learner classifier;
  private final int most;

  private ProxyDetection(Learner classifier, int most) {
    this.classifier = classifier;
    this.most = most;
  }

  /** Up to 10,000 sampled rows. */
  public static ProxyDetection by(Learner classifier) {
    return new ProxyDetection(classifier, 10_000);
  }

  /** A group of a protected attribute. */
  private record Group(String column, String value) {}

  /** How well one table's features give a group away. */
  private record Proxy(Separation separation, List<Importance> importance, int rows) {}

  /** Judges one table: how well features give away each group. */
  public List<Measurement> measure(Profile table) {
    SampledRows rows = SampledRows.of(table).limit(most);
    List<Measurement> all = new ArrayList<>();
    for (Group group : groups(rows)) {
      Measurement.Builder builder = builder(CHECK, group).rows(rows.rows(), 0).threshold(LEVEL);
      Proxy proxy = proxy(rows, rows.schema().withRole(Role.FEATURE), group);
      if (proxy == null) {
        all.add(builder.undefined(tooFew(group)));
        continue;
      }
      Separation s = proxy.separation();
      all.add(
          builder
              .rows(proxy.rows(), 0)
              .value(s.auc(), Double.NaN)
              .test(s.pGreater(), new Interval(s.low(), s.high(), Separation.LEVEL))
              .power(level -> TwoSampleSplit.rowsNeeded(level, LEVEL.warning(), 1))
              .build(words(group, proxy)));
    }
    return all;
  }

  /**
   * Judges a change: whether the current table's features give a group away better than the
   * reference's did. What they give away in both is a property of the model's inputs, not news.
   */
  public List<Measurement> measure(Profile reference, Profile current) {
    SampledRows before = SampledRows.of(reference).limit(most);
    SampledRows now = SampledRows.of(current).limit(most);
    List<ColumnSchema> features = FeatureEncoding.common(Role.FEATURE, before, now);
    List<Measurement> all = new ArrayList<>();
    for (Group group : groups(before)) {
      if (current.schema().column(group.column()).isEmpty()) {
        continue;
      }
      Measurement.Builder builder =
          builder(CHANGE, group).rows(now.rows(), before.rows()).threshold(RISE);
      Proxy old = proxy(before, features, group);
      Proxy proxy = proxy(now, features, group);
      if (old == null || proxy == null) {
        all.add(builder.undefined(tooFew(group)));
        continue;
      }
      Separation a = old.separation();
      Separation b = proxy.separation();
      double rise = b.auc() - a.auc();
      // Halves of the interval add up in squares: the tables are independent.
      double spread = Math.hypot((b.high() - b.low()) / 2, (a.high() - a.low()) / 2);
      double error = spread / Normal.twoSided(Separation.LEVEL);
      all.add(
          builder
              .value(b.auc(), a.auc())
              .effect(rise)
              .test(
                  error > 0 ? Normal.survival(rise / error) : 1,
                  new Interval(rise - spread, rise + spread, Separation.LEVEL))
              .power(level -> needed(level, error, proxy.rows()))
              .build(
                  words(group, proxy)
                      + String.format(Locale.ROOT, "; %.2f in the reference", a.auc())));
    }
    return all;
  }

  private static long needed(double level, double error, int rows) {
    double quantiles = Normal.upper(level) + Normal.upper(0.2);
    double ratio = quantiles * error / RISE.warning();
    return (long) Math.ceil(Math.min(1e18, rows * ratio * ratio));
  }

  private static Measurement.Builder builder(String check, Group group) {
    return Measurement.of(Kind.FAIRNESS, check)
        .method(Method.exact("cross-fitted AUC of one group against the rest"))
        .column(group.column());
  }

  private static String words(Group group, Proxy proxy) {
    return String.format(
        Locale.ROOT,
        "The other features tell %s = %s from the rest with AUC %.2f (%.2f–%.2f; 0.5 is chance),"
            + " mostly by %s",
        group.column(),
        group.value(),
        proxy.separation().auc(),
        proxy.separation().low(),
        proxy.separation().high(),
        Importance.words(proxy.importance()));
  }

  private static String tooFew(Group group) {
    return String.format(
        Locale.ROOT,
        "Whether features give away %s = %s cannot be said of fewer than %d rows in or out of it",
        group.column(),
        group.value(),
        FEWEST_ROWS);
  }

  private @Nullable Proxy proxy(SampledRows rows, List<ColumnSchema> features, Group group) {
    List<ColumnSchema> others = features.stream().filter(c -> !c.is(Role.PROTECTED)).toList();
    FeatureEncoding encoding = FeatureEncoding.fit(others, rows);
    @Nullable String[] values = rows.values(group.column());
    FeatureMatrix matrix = encoding.encode(rows);
    double[][] in = pick(matrix.rows(), values, group.value(), true);
    double[][] out = pick(matrix.rows(), values, group.value(), false);
    if (Math.min(in.length, out.length) < FEWEST_ROWS || encoding.source().isEmpty()) {
      return null;
    }
    TwoSampleSplit split = TwoSampleSplit.of(classifier, out, in, 1);
    return new Proxy(
        split.separation(), Importance.of(matrix, split.importance()), in.length + out.length);
  }

  private static double[][] pick(
      double[][] x, @Nullable String[] values, String value, boolean inside) {
    return IntStream.range(0, x.length)
        .filter(r -> values[r] != null && value.equals(values[r]) == inside)
        .mapToObj(r -> x[r])
        .toArray(double[][]::new);
  }

  private static List<Group> groups(SampledRows rows) {
    List<Group> groups = new ArrayList<>();
    for (ColumnSchema column : rows.schema().withRole(Role.PROTECTED)) {
      if (column.type() != ColumnType.CATEGORICAL && column.type() != ColumnType.BOOLEAN) {
        continue;
      }
      Map<String, Integer> counts = new HashMap<>();
      Arrays.stream(rows.values(column.name()))
          .filter(Objects::nonNull)
          .forEach(v -> counts.merge(v, 1, Integer::sum));
      int most = counts.size() == 2 ? 1 : MOST_GROUPS;
      counts.entrySet().stream()
          .sorted(
              Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                  .thenComparing(Map.Entry.comparingByKey()))
          .limit(counts.size() < 2 ? 0 : most)
          .forEach(e -> groups.add(new Group(column.name(), e.getKey())));
    }
    return groups;
  }
}
