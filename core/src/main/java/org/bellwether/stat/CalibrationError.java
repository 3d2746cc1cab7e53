package org.bellwether.stat;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What chance does to an expected calibration error: even a perfectly calibrated model has one
 * above 0 on finite data. Intervals come from a parametric bootstrap of the bins' gaps with a fixed
 * seed, turned around the estimate (basic bootstrap), which removes that bias to first order.
 */
public final class CalibrationError {

  private static final int DRAWS = 1000;
  private static final long SEED = 20_240_607;

  private CalibrationError() {}

  /**
   * Interval of the expected calibration error.
   *
   * @param level two-sided level, in (0, 1)
   * @return low and high, in [0, 1]
   */
  public static double[] interval(CalibrationCurve curve, double level) {
    double estimate = curve.expectedError();
    double[] draws = draw(curve, new SplittableRandom(SEED));
    double[] bounds = turned(estimate, draws, level);
    return new double[] {
      Math.min(estimate, Math.max(0, bounds[0])), Math.max(estimate, Math.min(1, bounds[1]))
    };
  }

  /**
   * Change of the expected calibration error without the bias of both.
   *
   * @param level two-sided level, in (0, 1)
   * @return estimate, low and high of current minus reference
   */
  public static double[] change(
      CalibrationCurve reference, CalibrationCurve current, double level) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] now = draw(current, random);
    double[] then = draw(reference, random);
    double[] change = new double[DRAWS];
    Arrays.setAll(change, i -> now[i] - then[i]);
    double estimate = current.expectedError() - reference.expectedError();
    double centre = 2 * estimate - Arrays.stream(change).average().orElseThrow();
    double[] bounds = turned(estimate, change, level);
    return new double[] {Math.max(bounds[0], Math.min(bounds[1], centre)), bounds[0], bounds[1]};
  }

  private static double[] turned(double estimate, double[] draws, double level) {
    double[] sorted = draws.clone();
    Arrays.sort(sorted);
    int cut = (int) Math.floor((1 - level) / 2 * sorted.length);
    return new double[] {
      2 * estimate - sorted[sorted.length - 1 - cut], 2 * estimate - sorted[cut]
    };
  }

  private static double[] draw(CalibrationCurve curve, SplittableRandom random) {
    double rows = curve.rows();
    double[] errors = new double[DRAWS];
    for (CalibrationCurve.Bin bin : curve.bins()) {
      // One row more of each label keeps a bin of one label from seeming certain.
      double share = (bin.positives() + 1) / (bin.rows() + 2);
      double error = Math.sqrt(share * (1 - share) / bin.rows());
      for (int i = 0; i < DRAWS; i++) {
        errors[i] += bin.rows() / rows * Math.abs(bin.gap() + error * random.nextGaussian());
      }
    }
    return errors;
  }
}
