package org.bellwether.stat;

import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.ContinuityCorrection;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * The Mann–Whitney U test (Mann and Whitney 1947, doi:10.1214/aoms/1177730491).
 *
 * @param statistic U of the reference: pairs in which its value is larger, ties counting half
 * @param twoSided p-value of "neither tends to be larger"
 * @param less p-value against the reference tending to be smaller
 * @param greater p-value against the reference tending to be larger
 */
public record MannWhitney(double statistic, double twoSided, double less, double greater) {

  /**
   * Tests two samples: exactly for small ones without ties, else by the normal approximation with
   * corrections for ties and continuity.
   *
   * @param reference finite, not empty; NaN results otherwise
   * @param current likewise
   */
  public static MannWhitney of(double[] reference, double[] current) {
    if (reference.length == 0 || current.length == 0) {
      return new MannWhitney(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    MannWhitneyUTest test = MannWhitneyUTest.withDefaults().with(ContinuityCorrection.ENABLED);
    return new MannWhitney(
        test.statistic(reference, current),
        p(test, AlternativeHypothesis.TWO_SIDED, reference, current),
        p(test, AlternativeHypothesis.LESS_THAN, reference, current),
        p(test, AlternativeHypothesis.GREATER_THAN, reference, current));
  }

  private static double p(
      MannWhitneyUTest test, AlternativeHypothesis alternative, double[] x, double[] y) {
    return test.with(alternative).test(x, y).getPValue();
  }
}
