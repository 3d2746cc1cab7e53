package org.bellwether.drift;

import java.util.List;
import java.util.Locale;
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
import org.bellwether.schema.Role;
import org.bellwether.stat.Separation;

/**
 * Classifier two-sample test: whether a model can tell rows of the current table from rows of the
 * reference by all features together. Finds changes of how columns go together that no test of
 * single columns sees. The effect is the model's AUC on rows it was not fitted to: 0.5 when nothing
 * tells them apart, 1 when everything does. See {@link TwoSampleSplit} for why it is valid.
 */
public final class ClassifierTest {

  /** The rule's name. */
  public static final String CHECK = "multivariate-drift";

  private static final Threshold THRESHOLD = Threshold.above(0.6, 0.75);

  private final Learner classifier;
  private final int most;
  private final long seed;

  private ClassifierTest(Learner classifier, int most, long seed) {
    this.classifier = classifier;
    this.most = most;
    this.seed = seed;
  }

  /** Up to 10,000 sampled rows of each table. */
  public static ClassifierTest by(Learner classifier) {
    return new ClassifierTest(classifier, 10_000, 1);
  }

  /** Uses at most so many rows of each table. */
  public ClassifierTest withRows(int most) {
    return new ClassifierTest(classifier, most, seed);
  }

  public ClassifierTest withSeed(long seed) {
    return new ClassifierTest(classifier, most, seed);
  }

  /** Compares the tables' features; nothing when they have none in common. */
  public List<Measurement> measure(Profile reference, Profile current) {
    SampledRows before = SampledRows.of(reference).limit(most);
    SampledRows now = SampledRows.of(current).limit(most);
    List<ColumnSchema> columns = FeatureEncoding.common(Role.FEATURE, before, now);
    FeatureEncoding encoding = FeatureEncoding.fit(columns, before, now);
    if (encoding.source().isEmpty()) {
      return List.of();
    }
    Measurement.Builder builder =
        Measurement.of(Kind.DRIFT, CHECK)
            .method(
                Method.exact(
                    "classifier two-sample test, cross-fitted in halves, Mann-Whitney on "
                        + count(now.rows() + before.rows())
                        + " sampled rows"))
            .rows(now.rows(), before.rows())
            .threshold(THRESHOLD);
    if (Math.min(before.rows(), now.rows()) < TwoSampleSplit.FEWEST_ROWS) {
      return List.of(
          builder.undefined(
              "Whether the columns together have changed cannot be said of fewer than "
                  + TwoSampleSplit.FEWEST_ROWS
                  + " rows"));
    }
    FeatureMatrix encoded = encoding.encode(now);
    TwoSampleSplit split =
        TwoSampleSplit.of(classifier, encoding.encode(before).rows(), encoded.rows(), seed);
    Separation s = split.separation();
    double ratio = (double) now.rows() / before.rows();
    return List.of(
        builder
            .value(s.auc(), 0.5)
            .test(s.pGreater(), new Interval(s.low(), s.high(), Separation.LEVEL))
            .power(level -> TwoSampleSplit.rowsNeeded(level, THRESHOLD.warning(), ratio))
            .build(sentence(s, Importance.of(encoded, split.importance()))));
  }

  private static String sentence(Separation s, List<Importance> importance) {
    String told =
        String.format(
            Locale.ROOT,
            "a model tells a current row from a reference row in %.0f of 100 pairs (50 is chance)",
            100 * s.auc());
    return s.auc() > 0.5 && s.pGreater() < 0.05
        ? "All features together: " + told + ", mostly by " + Importance.words(importance)
        : "All features together: " + told;
  }

  private static String count(int rows) {
    return String.format(Locale.ROOT, "%,d", rows);
  }
}
