package org.bellwether.quality;

import java.util.Arrays;
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
 * Labels that a model of the other rows is sure are wrong: the share of rows whose label has a
 * cross-fitted probability of at most {@value #DOUBT} (a simple form of confident learning,
 * Northcutt, Jiang and Chuang 2021, doi:10.1613/jair.1.12125). Only where the model earns the right
 * to doubt: at least {@value #RIGHT} of the rows it is sure of must agree with it. Each class
 * against the rest.
 */
public final class LabelNoise {

  /** The rule's name. */
  public static final String CHECK = "label-noise";

  private static final double DOUBT = 0.05;
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
            .method(Method.exact("labels with a cross-fitted probability of at most " + DOUBT))
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
      for (int i = 0; i < p.length; i++) {
        double ofLabel = y[i] == 1 ? p[i] : 1 - p[i];
        doubted[i] |= ofLabel <= DOUBT;
        sure[i] |= Math.max(p[i], 1 - p[i]) >= 1 - DOUBT;
      }
    }
    return List.of(build(builder, labels, count(doubted), count(sure), known.length));
  }

  private static long count(boolean[] marks) {
    return IntStream.range(0, marks.length).filter(i -> marks[i]).count();
  }

  private static Measurement build(
      Measurement.Builder builder, Labels labels, long doubted, long sure, long rows) {
    if (sure == 0 || 1 - (double) doubted / sure < RIGHT) {
      return builder.undefined(
          "Single labels cannot be doubted: the features say too little about '"
              + labels.column()
              + "'");
    }
    double[] bounds =
        RateComparison.wilson((double) doubted, (double) rows, Normal.twoSided(LEVEL));
    return builder
        .value((double) doubted / rows, Double.NaN)
        .interval(new Interval(bounds[0], bounds[1], LEVEL))
        .build(
            String.format(
                Locale.ROOT,
                "%,d of %,d labels of '%s' look wrong to a model of the other rows, which is right"
                    + " on %s of the rows it is sure of",
                doubted,
                rows,
                labels.column(),
                Words.share(1 - (double) doubted / sure)));
  }
}
