package org.bellwether.render;

import java.util.Arrays;
import java.util.Optional;
import org.bellwether.drift.DriftMethod;
import org.bellwether.drift.DriftOptions;
import org.bellwether.finding.Threshold;

/**
 * What a reader is told of a drift statistic.
 *
 * @param name as people write it
 * @param definition one plain sentence, with range, log base and where a finding begins
 */
record DriftNames(String name, String definition) {

  /** The statistic of a method's word, such as {@code kolmogorov-smirnov}; nothing of others. */
  static Optional<DriftNames> find(String word) {
    return Arrays.stream(DriftMethod.values())
        .filter(m -> m.word().equals(word))
        .findFirst()
        .map(DriftNames::of);
  }

  static DriftNames of(DriftMethod method) {
    String[] words = words(method);
    Threshold threshold = DriftOptions.threshold(method);
    String limits =
        Double.isFinite(threshold.warning())
            ? " Where it is judged, its effect is a "
                + Figures.threshold(threshold).replace(", ", " and ")
                + "."
            : " It has no threshold of its own.";
    return new DriftNames(words[0], words[1] + limits);
  }

  private static String[] words(DriftMethod method) {
    return switch (method) {
      case KOLMOGOROV_SMIRNOV ->
          words(
              "Kolmogorov–Smirnov distance",
              "Largest gap between the two cumulative distributions, 0 to 1.");
      case WASSERSTEIN ->
          words("Wasserstein distance", "How far values move on average, in the column's unit.");
      case WASSERSTEIN_NORMED ->
          words(
              "Wasserstein distance, normed",
              "How far values move on average, in standard deviations of the reference.");
      case POPULATION_STABILITY_INDEX ->
          words(
              "population stability index",
              "Sum over groups of (new share - old share) × ln(new / old).");
      case JENSEN_SHANNON ->
          words("Jensen–Shannon distance", "Root of the divergence with log base 2, 0 to 1.");
      case KULLBACK_LEIBLER ->
          words(
              "Kullback–Leibler divergence",
              "Surprise at current rows for one who knows the reference, in nats.");
      case HELLINGER -> words("Hellinger distance", "Distance of the roots of shares, 0 to 1.");
      case TOTAL_VARIATION ->
          words("total variation", "Share of rows that lie in other groups than before, 0 to 1.");
      case L_INFINITY -> words("L-infinity", "Largest change of a group's share, 0 to 1.");
      case CHI_SQUARE ->
          words(
              "chi-square",
              "Pearson's two-sample test of the counts; its effect is the total variation.");
      case G ->
          words("G", "Likelihood-ratio test of the counts; its effect is the total variation.");
      case WELCH_T ->
          words("Welch's t", "Difference of means over its standard error, unequal variances.");
      case STUDENT_T ->
          words("Student's t", "Difference of means over its standard error, equal variances.");
      case ANDERSON_DARLING ->
          words("Anderson–Darling", "Gap of the distributions, weighted towards the tails.");
      case CRAMER_VON_MISES ->
          words("Cramér–von Mises", "Mean squared gap of the two cumulative distributions.");
      case EPPS_SINGLETON ->
          words("Epps–Singleton", "Gap of the characteristic functions; sees any kind of change.");
      case ENERGY -> words("energy distance", "Distance between samples beyond that within them.");
      case MANN_WHITNEY ->
          words("Mann–Whitney U", "Pairs in which the reference value is the larger one.");
      case FISHER -> words("Fisher's exact test", "Change of a category's share, 0 to 1.");
      case Z -> words("z", "Change of a category's share over its standard error.");
      case TOP_CATEGORY_SHARE ->
          words("share of the top category", "Change of the most frequent category's share.");
    };
  }

  private static String[] words(String name, String definition) {
    return new String[] {name, definition};
  }
}
