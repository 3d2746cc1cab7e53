package org.bellwether.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.bellwether.stat.MulticlassConfusion.Average;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Against scikit-learn's figures (performance-sklearn.json, made by the script beside it). */
class PerformanceFormulasTest {

  private static final double EPS = 1e-12;
  private static JsonNode expected;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            PerformanceFormulasTest.class.getResourceAsStream("performance-sklearn.json"))) {
      expected = new ObjectMapper().readTree(in);
    }
  }

  private static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asDouble();
    }
    return values;
  }

  private static void near(double actual, JsonNode node, String field) {
    assertThat(actual).as(field).isCloseTo(node.get(field).asDouble(), within(EPS));
  }

  @Test
  void scoresOfABinaryModel() {
    for (JsonNode c : expected.get("binary")) {
      ScoreTable table = Scores.of(doubles(c.get("label")), doubles(c.get("score")));
      RocAuc auc = RocAuc.of(table);
      near(auc.value(), c, "auc");
      near(auc.variance(), c, "delong_variance");
      near(PrecisionRecallCurve.average(table), c, "ap");
      near(ProbabilityLoss.log(table).mean(), c, "log_loss");
      near(ProbabilityLoss.brier(table).mean(), c, "brier");
      near(CalibrationCurve.equalWidth(table, 10).expectedError(), c, "ece");
      RocCurve roc = RocCurve.of(table);
      assertThat(roc.falsePositiveRate()).containsExactly(doubles(c.get("roc_fpr")), within(EPS));
      assertThat(roc.truePositiveRate()).containsExactly(doubles(c.get("roc_tpr")), within(EPS));
    }
  }

  @Test
  void decisionsOfABinaryModel() {
    for (JsonNode c : expected.get("binary")) {
      ScoreTable table = Scores.of(doubles(c.get("label")), doubles(c.get("score")));
      ConfusionMatrix m = ConfusionMatrix.above(table, 0.5);
      near(m.accuracy(), c, "accuracy");
      near(m.balancedAccuracy(), c, "balanced_accuracy");
      near(m.precision(), c, "precision");
      near(m.recall(), c, "recall");
      near(m.f1(), c, "f1");
      near(m.fBeta(2), c, "f2");
      near(m.fBeta(0.5), c, "f05");
      near(m.matthewsCorrelation(), c, "mcc");
      near(m.cohenKappa(), c, "kappa");
    }
  }

  @Test
  void averagesOverClasses() {
    JsonNode c = expected.get("multiclass");
    double[][] counts = new double[4][4];
    for (int i = 0; i < c.get("label").size(); i++) {
      counts[c.get("label").get(i).asInt()][c.get("prediction").get(i).asInt()]++;
    }
    MulticlassConfusion m = new MulticlassConfusion(counts);
    near(m.accuracy(), c, "accuracy");
    near(m.balancedAccuracy(), c, "balanced_accuracy");
    near(m.matthewsCorrelation(), c, "mcc");
    for (Average a : Average.values()) {
      String suffix = "_" + a.name().toLowerCase(java.util.Locale.ROOT);
      near(m.average(a, ConfusionMatrix::precision), c, "precision" + suffix);
      near(m.average(a, ConfusionMatrix::recall), c, "recall" + suffix);
      near(m.average(a, ConfusionMatrix::f1), c, "f1" + suffix);
    }
  }

  @Test
  void errorsOfARegression() {
    JsonNode c = expected.get("regression");
    RegressionError e = RegressionError.of(doubles(c.get("label")), doubles(c.get("prediction")));
    near(e.meanAbsolute(), c, "mae");
    near(e.meanSquared(), c, "mse");
    near(e.rootMeanSquared(), c, "rmse");
    near(e.meanAbsolutePercentage(), c, "mape");
    near(e.meanSquaredLog(), c, "msle");
    near(e.rSquared(), c, "r2");
  }

  @Test
  void ndcgAveragesTies() {
    for (JsonNode c : expected.get("ranking")) {
      int i = 0;
      for (int k : List.of(1, 3, 10)) {
        double ndcg =
            RankingMetric.NDCG.at(k, doubles(c.get("score")), doubles(c.get("relevance")));
        assertThat(ndcg).isCloseTo(c.get("ndcg").get(i++).asDouble(), within(EPS));
      }
    }
  }

  @Test
  void isotonicRegressionInterpolatesAndClips() {
    JsonNode c = expected.get("isotonic");
    IsotonicRegression fit =
        IsotonicRegression.fit(doubles(c.get("x")), doubles(c.get("y")), doubles(c.get("w")));
    for (int i = 0; i < c.get("at").size(); i++) {
      assertThat(fit.at(c.get("at").get(i).asDouble()))
          .isCloseTo(c.get("value").get(i).asDouble(), within(EPS));
    }
  }

  @Test
  void undefinedIsNotZero() {
    ScoreTable positives = Scores.of(new double[] {1, 1}, new double[] {0.2, 0.9});
    assertThat(RocAuc.of(positives).value()).isNaN();
    assertThat(ConfusionMatrix.above(positives, 0.5).specificity()).isNaN();
    ScoreTable none = Scores.of(new double[] {Double.NaN}, new double[] {0.3});
    assertThat(ProbabilityLoss.log(none).mean()).isNaN();
    assertThat(PrecisionRecallCurve.average(none)).isNaN();
    assertThat(CalibrationCurve.equalCount(none, 5).expectedError()).isNaN();
    assertThat(new ConfusionMatrix(0, 0, 0, 5).f1()).isNaN();
    assertThat(RegressionError.of(new double[] {0, 0}, new double[] {1, 0}).rSquared()).isNaN();
    assertThat(RankingMetric.NDCG.at(3, new double[] {2, 1}, new double[] {0, 0})).isNaN();
  }

  @Test
  void equalScoresAreInOneBinAndGainCountsThemInProportion() {
    double[] label = {1, 0, 1, 0, 1, 0, 0, 0, 0, 0};
    double[] score = {.9, .9, .9, .9, .5, .5, .5, .5, .1, .1};
    ScoreTable table = Scores.of(label, score);
    assertThat(CalibrationCurve.equalCount(table, 10).bins()).hasSize(3);
    GainCurve gain = GainCurve.deciles(table);
    assertThat(gain.gain()[0]).isCloseTo(0.5 / 3, within(EPS));
    assertThat(gain.gain()[3]).isCloseTo(2.0 / 3, within(EPS));
    assertThat(gain.lift(9)).isCloseTo(1, within(EPS));
  }

  @Test
  void aucIsInvariantUnderMonotoneTransformsAndMirrorsUnderNegation() {
    long seed = 7;
    Random random = new Random(seed);
    for (int run = 0; run < 50; run++) {
      int n = 2 + random.nextInt(200);
      double[] label = random.doubles(n).map(u -> u < 0.4 ? 1 : 0).toArray();
      double[] score = random.doubles(n).map(u -> Math.rint(20 * u) / 20).toArray();
      double auc = RocAuc.of(Scores.of(label, score)).value();
      double[] cubed = java.util.Arrays.stream(score).map(s -> s * s * s).toArray();
      double[] mirrored = java.util.Arrays.stream(score).map(s -> -s).toArray();
      if (!Double.isNaN(auc)) {
        assertThat(RocAuc.of(Scores.of(label, cubed)).value())
            .as("seed %s run %s", seed, run)
            .isCloseTo(auc, within(EPS));
        assertThat(RocAuc.of(Scores.of(label, mirrored)).value()).isCloseTo(1 - auc, within(EPS));
      }
    }
  }

  @Test
  void perfectSeparationStillHasAnInterval() {
    ScoreTable table = Scores.of(new double[] {0, 0, 0, 1, 1}, new double[] {.1, .2, .3, .8, .9});
    double[] interval = RocAuc.of(table).interval(1.959964);
    assertThat(interval[1]).isEqualTo(1);
    assertThat(interval[0]).isBetween(0.3, 0.9);
  }
}
