package org.bellwether.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.bellwether.finding.Measurement;

/**
 * What a reader is told of a check: its name, what its effect is, and its definition.
 *
 * @param name as people write it, such as {@code ROC AUC}
 * @param effect what the threshold judges, such as {@code fall}
 * @param unit how a size of the effect is written
 * @param definition one plain sentence
 */
public record CheckName(String name, String effect, Unit unit, String definition) {

  /** How the size of an effect is written. */
  public enum Unit {
    /** A plain number: 0.02. */
    NUMBER,
    /** Relative to the reference: 10 %. */
    PERCENT,
    /** A share of rows: 2 of 100 rows. */
    ROWS
  }

  private static final Map<String, CheckName> KNOWN = new HashMap<>();

  private static void add(String check, String name, String effect, Unit unit, String definition) {
    KNOWN.put(check, new CheckName(name, effect, unit, definition));
  }

  /** The checks that have a name, such as {@code missing-rate}. */
  public static java.util.Set<String> known() {
    return java.util.Collections.unmodifiableSet(KNOWN.keySet());
  }

  static {
    performance();
    outputs();
    quality();
    readiness();
    fairness();
    add(
        "failure-rate",
        "failure rate",
        "rise",
        Unit.ROWS,
        "Share of predictions without an answer.");
    add("kpi", "KPI", "change", Unit.PERCENT, "A number of the business, one value a window.");
  }

  private static void performance() {
    add("accuracy", "accuracy", "fall", Unit.NUMBER, "Share of labelled rows decided right.");
    add(
        "precision",
        "precision",
        "fall",
        Unit.NUMBER,
        "Share of positive decisions that are right.");
    add("recall", "recall", "fall", Unit.NUMBER, "Share of positive cases that are found.");
    String auc = "Probability that a positive row scores above a negative one; 0.5 is guessing.";
    add("roc-auc", "ROC AUC", "fall", Unit.NUMBER, auc);
    add("estimated-roc-auc", "estimated ROC AUC", "fall", Unit.NUMBER, auc);
    add(
        "estimate-gap",
        "ROC AUC against its estimate",
        "difference",
        Unit.NUMBER,
        "How far the ROC AUC that labels show is from the one estimated before they came.");
    String worst = "That of the class for which it fell most surely. ";
    add("worst-class-roc-auc", "ROC AUC of the worst class", "fall", Unit.NUMBER, worst + auc);
    add(
        "estimated-worst-class-roc-auc",
        "estimated ROC AUC of the worst class",
        "fall",
        Unit.NUMBER,
        worst + auc);
    add("worst-class-recall", "recall of the worst class", "fall", Unit.NUMBER, worst);
    add("worst-class-precision", "precision of the worst class", "fall", Unit.NUMBER, worst);
    add(
        "estimated-accuracy",
        "estimated accuracy",
        "fall",
        Unit.NUMBER,
        "Share of rows decided right, expected from calibrated scores without labels.");
    add(
        "log-loss",
        "log loss",
        "rise",
        Unit.PERCENT,
        "Mean of -ln of the probability that the model gave to what happened.");
    for (String prefix : new String[] {"", "estimated-"}) {
      String start = prefix.replace('-', ' ');
      add(prefix + "mae", start + "MAE", "rise", Unit.PERCENT, "Mean absolute error.");
      add(prefix + "mse", start + "MSE", "rise", Unit.PERCENT, "Mean squared error.");
      add(prefix + "rmse", start + "RMSE", "rise", Unit.PERCENT, "Root of the mean squared error.");
      add(prefix + "mape", start + "MAPE", "rise", Unit.PERCENT, "Mean of |error / label|.");
      add(
          prefix + "msle",
          start + "MSLE",
          "rise",
          Unit.PERCENT,
          "Mean squared error of ln(1 + value).");
      add(prefix + "rmsle", start + "RMSLE", "rise", Unit.PERCENT, "Root of the MSLE.");
    }
    add(
        "mean-error",
        "mean error",
        "shift",
        Unit.NUMBER,
        "Mean of prediction minus label; its shift in units of the reference's RMSE.");
    add(
        "ndcg-10",
        "NDCG@10",
        "fall",
        Unit.NUMBER,
        "Gain of the first 10 ranks over the best possible.");
    add("mrr-10", "MRR@10", "fall", Unit.NUMBER, "Mean of 1 / rank of the first relevant row.");
    add(
        "recall-10",
        "recall@10",
        "fall",
        Unit.NUMBER,
        "Share of relevant rows among the first 10.");
    add(
        "calibration-error",
        "calibration error (ECE)",
        "rise",
        Unit.NUMBER,
        "Mean gap of promised and observed share of positives over ten groups of scores.");
    add(
        "calibration-in-the-large",
        "calibration in the large",
        "shift",
        Unit.NUMBER,
        "Mean score minus the share of positive rows.");
  }

  private static void outputs() {
    String d = "Largest distance of the two distribution functions (Kolmogorov–Smirnov), 0 to 1.";
    add("score-distribution", "distribution of scores", "distance", Unit.NUMBER, d);
    add("prediction-distribution", "distribution of predictions", "distance", Unit.NUMBER, d);
    add("residual-drift", "distribution of errors", "distance", Unit.NUMBER, d);
    add("text-length", "length of texts", "distance", Unit.NUMBER, d);
    add(
        "class-distribution",
        "distribution of classes",
        "share moved",
        Unit.ROWS,
        "Share of predictions that went to other classes than before.");
    add(
        "positive-rate",
        "share decided positive",
        "change",
        Unit.ROWS,
        "Share of rows decided positive.");
    add(
        "distribution",
        "distribution",
        "distance",
        Unit.NUMBER,
        "Distance of the two distributions of the column by the statistic that is named.");
    add(
        "text-vocabulary",
        "vocabulary",
        "change",
        Unit.ROWS,
        "Change of the share of texts that hold a word, of the word that changed most.");
    String separate = "How well a model tells current rows from reference rows: 0.5 is not at all.";
    add("text-embedding", "meaning of texts", "ROC AUC", Unit.NUMBER, separate);
    add("multivariate-drift", "all features together", "ROC AUC", Unit.NUMBER, separate);
    add(
        "reconstruction-error",
        "reconstruction error",
        "rise",
        Unit.PERCENT,
        "Mean error of rows rebuilt from the reference's principal components.");
    add(
        "attribution-share",
        "share of attribution",
        "change",
        Unit.NUMBER,
        "The feature's part in all attributions to predictions.");
  }

  private static void quality() {
    add("missing-rate", "missing values", "rise", Unit.ROWS, "Share of rows without a value.");
    add(
        "not-a-number-rate",
        "NaN or infinite",
        "rise",
        Unit.ROWS,
        "Share of rows that are no number.");
    add(
        "empty-string-rate",
        "empty strings",
        "rise",
        Unit.ROWS,
        "Share of rows with an empty string.");
    add(
        "join-failure-rate",
        "failed joins",
        "rise",
        Unit.ROWS,
        "Rows whose joined columns are all missing.");
    add(
        "range",
        "range",
        "share outside",
        Unit.ROWS,
        "Share of rows beyond the smallest and largest value of the reference.");
    add(
        "unseen-category",
        "unseen categories",
        "share unseen",
        Unit.ROWS,
        "Share of rows with a value that the reference never has.");
    add(
        "category-explosion",
        "number of categories",
        "share",
        Unit.ROWS,
        "Rows with one-off categories.");
    add(
        "duplicate-rows",
        "duplicate rows",
        "rise",
        Unit.ROWS,
        "Share of rows that repeat another.");
    add(
        "duplicate-id",
        "duplicate ids",
        "rise",
        Unit.ROWS,
        "Share of rows whose id another row has.");
    add(
        "unit-jump",
        "unit",
        "distance",
        Unit.NUMBER,
        "The median ratio of the deciles, where a factor between units explains the change.");
    add("constant-column", "constant column", "", Unit.NUMBER, "The column holds one value only.");
    add(
        "became-constant",
        "constant column",
        "",
        Unit.NUMBER,
        "The column varied, and holds one value now.");
    add("missing-column", "missing column", "", Unit.NUMBER, "The reference has the column.");
    add("new-column", "new column", "", Unit.NUMBER, "The reference lacks the column.");
    add("retyped-column", "type of the column", "", Unit.NUMBER, "The column holds another type.");
    add(
        "allowed-values",
        "allowed values",
        "share",
        Unit.ROWS,
        "Rows with a value the schema forbids.");
    add(
        "impossible-value",
        "impossible values",
        "share",
        Unit.ROWS,
        "Rows beyond the schema's bounds.");
    add(
        "max-missing",
        "missing values allowed",
        "excess",
        Unit.ROWS,
        "Missing beyond the schema's share.");
    add("future-time", "times in the future", "share", Unit.ROWS, "Rows later than the check.");
    add("freshness", "freshness", "delay", Unit.NUMBER, "How late the newest row is.");
    add("labels", "labels", "", Unit.NUMBER, "Rows with a label.");
  }

  private static void readiness() {
    add(
        "leakage",
        "leakage",
        "ROC AUC",
        Unit.NUMBER,
        "How well one feature alone predicts the label.");
    add("label-noise", "label noise", "share", Unit.ROWS, "Labels that a sure model contradicts.");
    add(
        "label-contradictions",
        "contradicting labels",
        "share",
        Unit.ROWS,
        "Equal rows, other labels.");
    add(
        "point-in-time",
        "known in time",
        "share",
        Unit.ROWS,
        "Rows with values from after the event.");
    add("class-balance", "class balance", "share", Unit.ROWS, "Share of the rarest class.");
    add(
        "near-duplicates-across-split",
        "near-duplicates across the split",
        "share",
        Unit.ROWS,
        "Test rows that training rows almost repeat.");
  }

  private static void fairness() {
    add(
        "demographic-parity-ratio",
        "ratio of selection rates",
        "ratio",
        Unit.NUMBER,
        "The group's selection rate over the highest; below 0.8 breaks the four-fifths rule.");
    add(
        "demographic-parity-change",
        "gap of selection rates",
        "growth",
        Unit.NUMBER,
        "Selection rate of the group minus that of all others, against the reference.");
    add(
        "equalized-odds-change",
        "gap of true or false positive rates",
        "growth",
        Unit.NUMBER,
        "Error rates of the group minus those of all others, against the reference.");
    String behind = "How far the group is behind the best-off group.";
    add("equal-opportunity-difference", "gap of true positive rates", "gap", Unit.NUMBER, behind);
    add(
        "false-positive-rate-difference",
        "gap of false positive rates",
        "gap",
        Unit.NUMBER,
        behind);
    add("predictive-parity-difference", "gap of precision", "gap", Unit.NUMBER, behind);
    add("accuracy-difference", "gap of accuracy", "gap", Unit.NUMBER, behind);
    add("calibration-gap", "gap of calibration", "gap", Unit.NUMBER, behind);
    String proxy = "How well the other features tell the protected groups apart.";
    add("proxy", "proxy of a protected column", "ROC AUC", Unit.NUMBER, proxy);
    add("proxy-change", "proxy of a protected column", "rise", Unit.NUMBER, proxy);
  }

  /** The check by the name of its rule; of one that is not listed, the rule's own words. */
  public static CheckName of(String check) {
    CheckName known = KNOWN.get(check);
    return known != null
        ? known
        : new CheckName(check.replace('-', ' '), "effect", Unit.NUMBER, "");
  }

  /** A size of the effect, such as {@code 0.02}, {@code 10 %} or {@code 2 of 100 rows}. */
  public String size(double effect) {
    return switch (unit) {
      case NUMBER -> plain(effect);
      case PERCENT -> plain(100 * effect) + " %";
      case ROWS ->
          Math.abs(effect) >= 0.01
              ? plain(100 * effect) + " of 100 rows"
              : plain(1000 * effect) + " of 1,000 rows";
    };
  }

  /** Such as {@code a fall of 0.02}: the change that a threshold means. */
  public String change(double effect) {
    String what = effect().isEmpty() ? "change" : effect();
    String article = "aeiou".indexOf(what.toLowerCase(Locale.ROOT).charAt(0)) < 0 ? "a " : "an ";
    return article + what + " of " + size(effect);
  }

  /** What a measurement is about, for the start of a sentence: column or check, and the rows. */
  static String subject(Measurement m) {
    String what = of(m.check()).name();
    String subject =
        m.column() == null
            ? what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1)
            : m.column() + " (" + what + ")";
    return m.segment().isWhole() ? subject : subject + " where " + m.segment();
  }

  private static String plain(double x) {
    BigDecimal rounded = new BigDecimal(x).round(new MathContext(4));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
