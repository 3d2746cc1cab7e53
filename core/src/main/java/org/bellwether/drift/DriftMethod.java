package org.bellwether.drift;

import java.util.Locale;

/** A statistic of how far two distributions of one column are apart. */
public enum DriftMethod {
  /** Largest distance of the distribution functions, in [0, 1]. */
  KOLMOGOROV_SMIRNOV,
  /** Earth mover's distance, in the column's unit. */
  WASSERSTEIN,
  /** Earth mover's distance over the reference's standard deviation. */
  WASSERSTEIN_NORMED,
  /** Population stability index, natural log. */
  POPULATION_STABILITY_INDEX,
  /** Jensen-Shannon distance (root of the divergence), log base 2, in [0, 1]. */
  JENSEN_SHANNON,
  /** Kullback-Leibler divergence of the current from the reference distribution, natural log. */
  KULLBACK_LEIBLER,
  /** Hellinger distance, in [0, 1]. */
  HELLINGER,
  /** Half the sum of absolute differences of shares, in [0, 1]. */
  TOTAL_VARIATION,
  /** Largest absolute difference of shares, in [0, 1]. */
  L_INFINITY,
  /** Pearson's two-sample chi-square statistic. */
  CHI_SQUARE,
  /** Two-sample likelihood-ratio statistic. */
  G,
  /** Welch's t statistic of the means. */
  WELCH_T,
  /** Student's t statistic of the means. */
  STUDENT_T,
  /** Standardised Anderson-Darling statistic, midranks. */
  ANDERSON_DARLING,
  /** Cramér-von Mises statistic T. */
  CRAMER_VON_MISES,
  /** Epps-Singleton statistic of the characteristic functions. */
  EPPS_SINGLETON,
  /** Energy distance, in the root of the column's unit. */
  ENERGY,
  /** Mann-Whitney U of the reference. */
  MANN_WHITNEY,
  /** Fisher's exact test of two categories; its value is the change of a category's share. */
  FISHER,
  /** z statistic of the shares of two categories. */
  Z,
  /** Change of the share of the reference's most frequent category. */
  TOP_CATEGORY_SHARE;

  /** Whether a column of numbers can be judged by it. */
  public boolean judgesNumbers() {
    return switch (this) {
      case FISHER, Z, TOP_CATEGORY_SHARE -> false;
      default -> true;
    };
  }

  /** Whether a column of categories can be judged by it. */
  public boolean judgesCategories() {
    return switch (this) {
      case POPULATION_STABILITY_INDEX,
          JENSEN_SHANNON,
          KULLBACK_LEIBLER,
          HELLINGER,
          TOTAL_VARIATION,
          L_INFINITY,
          CHI_SQUARE,
          G,
          FISHER,
          Z,
          TOP_CATEGORY_SHARE ->
          true;
      default -> false;
    };
  }

  /** Whether it needs every value, so that a table in bounded memory cannot be judged by it. */
  public boolean needsValues() {
    return switch (this) {
      case ANDERSON_DARLING, CRAMER_VON_MISES, EPPS_SINGLETON, ENERGY, MANN_WHITNEY -> true;
      default -> false;
    };
  }

  /** Whether it costs so much that it is computed only where a column is judged by it. */
  public boolean onlyWhenChosen() {
    return needsValues() || this == FISHER;
  }

  /** The word used in files and on the command line, such as {@code kolmogorov-smirnov}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
