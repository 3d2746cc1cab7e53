package org.bellwether.drift;

import org.bellwether.profile.NumericDistribution;
import org.bellwether.stat.AndersonDarling;
import org.bellwether.stat.CramerVonMises;
import org.bellwether.stat.EnergyDistance;
import org.bellwether.stat.EppsSingleton;
import org.bellwether.stat.MannWhitney;

/**
 * A test that needs every value of both samples.
 *
 * @param statistic NaN where undefined
 * @param pValue NaN where undefined, and of a distance without a test of its own
 */
record ValueTest(double statistic, double pValue) {

  private static final ValueTest UNDEFINED = new ValueTest(Double.NaN, Double.NaN);

  /** The test; undefined of binned or empty samples, and for methods that need no values. */
  static ValueTest of(
      DriftMethod method, NumericDistribution reference, NumericDistribution current) {
    if (!(reference instanceof NumericDistribution.Sorted a)
        || !(current instanceof NumericDistribution.Sorted b)
        || a.values().length == 0
        || b.values().length == 0) {
      return UNDEFINED;
    }
    double[] x = a.values();
    double[] y = b.values();
    return switch (method) {
      case ANDERSON_DARLING -> {
        AndersonDarling test = AndersonDarling.of(x, y);
        yield new ValueTest(test.statistic(), test.pValue());
      }
      case CRAMER_VON_MISES -> {
        CramerVonMises test = CramerVonMises.of(x, y);
        yield new ValueTest(test.statistic(), test.pValue());
      }
      case EPPS_SINGLETON -> {
        EppsSingleton test = EppsSingleton.of(x, y);
        yield new ValueTest(test.statistic(), test.pValue());
      }
      case MANN_WHITNEY -> {
        MannWhitney test = MannWhitney.of(x, y);
        yield new ValueTest(test.statistic(), test.twoSided());
      }
      case ENERGY -> new ValueTest(EnergyDistance.of(x, y), Double.NaN);
      default -> UNDEFINED;
    };
  }
}
