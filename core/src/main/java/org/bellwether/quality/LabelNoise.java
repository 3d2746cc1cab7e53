package org.bellwether.quality;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Owner;
import org.bellwether.finding.Threshold;
import org.bellwether.learner.CrossFit;
import org.bellwether.learner.FeatureEncoding;
import org.bellwether.learner.Learner;
import org.bellwether.learner.SampledRows;
import org.bellwether.profile.Profile;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Role;
import org.bellwether.stat.Normal;
import org.bellwether.stat.RateComparison;

/**
 * Labels that contradict a model of the other rows where it is surest: for each class against the
 * rest, the tenth of as many rows as have the class with the highest cross-fitted probability of
 * it, and of the rest those with the lowest. The share of them with the other label is measured (a
 * simple form of confident learning, Northcutt, Jiang and Chuang 2021, doi:10.1613/jair.1.12125).
 * By rank and not by probability, because boosted trees are surer than they are right, more so the
 * fewer the rows. A side counts only where the model earns the right to doubt: at least {@value
 * #RIGHT} of its surest rows agree with it, and no more than half as many disagree as of all rows.
 *
 * <p>Where classes overlap so much that even the surest tenth is mixed, chance cannot be told from
 * error: such a table warns too.
 */
public final class LabelNoise {

  /** The rule's name. */
  public static final String CHECK = "label-noise";

  private static final double SUREST = 0.1;
  private static final double RIGHT = 0.8;
  private static final int FOLDS = 5;
  private static final int FEWEST_ROWS = 200;
  private static final double LEVEL = 0.95;
  private static final Threshold THRESHOLD = Threshold.above(0.02, 0.1);

  private final Learner classifier;

  private LabelNoise(Learner classifier) {
    this.classifier = classifier;
  }

  /** Up to 10,000 sampled rows. */
  public static LabelNoise by(Learner classifier) {
    return new LabelNoise(classifier);
  }

  /** Judges the labels of a training table; nothing for a numeric label or none. */
  public List<Measurement> measure(Profile table) {
    SampledRows rows = SampledRows.of(table).limit(10_000);
    Labels labels = Labels.of(rows);
    if (labels == null || labels.isNumeric()) {
      return List.of();
    }
    int[] known =
        IntStream.range(0, rows.rows()).filter(r -> labels.classes()[r] != null).toArray();
    Measurement.Builder builder =
        Measurement.of(Kind.QUALITY, CHECK)
            .method(Method.exact("labels of the rows that a cross-fitted model is surest of"))
            .column(labels.column())
            .owner(Owner.MODEL_TEAM)
            .rows(known.length, 0)
            .threshold(THRESHOLD);
    List<ColumnSchema> features =
        rows.schema().withRole(Role.FEATURE).stream().filter(c -> !c.is(Role.LABEL)).toList();
    FeatureEncoding encoding = FeatureEncoding.fit(features, rows);
    if (known.length < FEWEST_ROWS || labels.contrasts().isEmpty() || encoding.source().isEmpty()) {
      return List.of(
          builder.undefined(
              "Single labels cannot be doubted: "
                  + FEWEST_ROWS
                  + " rows of at least two classes, with features, are needed"));
    }
    double[][] x = encoding.encode(rows).rows();
    double[][] taught = Arrays.stream(known).mapToObj(r -> x[r]).toArray(double[][]::new);
    boolean[] doubted = new boolean[known.length];
    boolean[] sure = new boolean[known.length];
    for (String contrast : labels.contrasts()) {
      double[] y =
          Arrays.stream(known)
              .mapToDouble(r -> contrast.equals(labels.classes()[r]) ? 1 : 0)
              .toArray();
      double[] p = CrossFit.of(classifier, taught, y, true, FOLDS, 1).score();
      int[] order =
          IntStream.range(0, p.length)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> p[i]))
              .mapToInt(Integer::intValue)
              .toArray();
      int ones = (int) Arrays.stream(y).sum();
      int low = surest(p.length - ones);
      int high = surest(ones);
      doubt(Arrays.copyOfRange(order, 0, low), y, 0, sure, doubted);
      doubt(Arrays.copyOfRange(order, order.length - high, order.length), y, 1, sure, doubted);
    }
    return List.of(build(builder, labels, count(doubted), count(sure)));
  }

  private static int surest(int rows) {
    return (int) Math.ceil(SUREST * rows);
  }

  /** Marks the rows that a model is sure of, and those that do not have the target it expects. */
  private static void doubt(
      int[] rows, double[] y, double target, boolean[] sure, boolean[] doubted) {
    long wrong = Arrays.stream(rows).filter(i -> y[i] != target).count();
    double others = (double) Arrays.stream(y).filter(v -> v != target).count() / y.length;
    if (wrong <= Math.min(1 - RIGHT, others / 2) * rows.length) {
      for (int i : rows) {
        sure[i] = true;
        doubted[i] |= y[i] != target;
      }
    }
  }

  private static long count(boolean[] marks) {
    return IntStream.range(0, marks.length).filter(i -> marks[i]).count();
  }

  private static Measurement build(
      Measurement.Builder builder, Labels labels, long doubted, long sure) {
    if (sure == 0) {
      return builder.undefined(
          "Single labels cannot be doubted: the features say too little about '"
              + labels.column()
              + "'");
    }
    double[] bounds =
        RateComparison.wilson((double) doubted, (double) sure, Normal.twoSided(LEVEL));
    return builder
        .rows(sure, 0)
        .value((double) doubted / sure, Double.NaN)
        .interval(new Interval(bounds[0], bounds[1], LEVEL))
        .build(
            String.format(
                Locale.ROOT,
                "%,d of the %,d rows that a model of the other rows is surest of have another '%s'"
                    + " than it expects",
                doubted,
                sure,
                labels.column()));
  }
}
