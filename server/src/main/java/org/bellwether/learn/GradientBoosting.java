package org.bellwether.learn;

import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.util.Arrays;
import org.bellwether.learner.Learner;
import org.bellwether.learner.Scorer;

/**
 * Gradient-boosted trees by LightGBM with its own defaults (100 rounds, rate 0.1, 31 leaves), on
 * one thread and reproducible by seed. A fitted model is plain text and holds no native memory, so
 * that nothing has to be closed.
 */
public final class GradientBoosting implements Learner {

  private static final String COMMON =
      " num_iterations=100 num_threads=1 deterministic=true force_row_wise=true verbosity=-1";
  private static final int ROUNDS = 100;

  private final String objective;

  private GradientBoosting(String objective) {
    this.objective = objective;
  }

  /** Probabilities of class 1. */
  public static GradientBoosting classifier() {
    return new GradientBoosting("binary");
  }

  /** Least squares. */
  public static GradientBoosting regressor() {
    return new GradientBoosting("regression");
  }

  @Override
  public Scorer fit(double[][] x, double[] y, long seed) {
    if (x.length == 0 || x.length != y.length) {
      throw new IllegalArgumentException(
          x.length + " rows and " + y.length + " targets: as many, at least one, are needed");
    }
    NativeLightGbm.load();
    double[] importance = new double[x[0].length];
    if (importance.length == 0 || Arrays.stream(y).distinct().count() == 1) {
      return new Constant(Arrays.stream(y).average().orElse(0), importance);
    }
    String parameters =
        "objective=" + objective + COMMON + " seed=" + Math.floorMod(seed, Integer.MAX_VALUE);
    try (LGBMDataset data =
        LGBMDataset.createFromMat(flat(x), x.length, x[0].length, true, parameters, null)) {
      data.setField("label", floats(y));
      try (LGBMBooster booster = LGBMBooster.create(data, parameters)) {
        for (int round = 0; round < ROUNDS && !booster.updateOneIter(); round++) {
          // updateOneIter says true when no split is left to make
        }
        double[] gain = booster.featureImportance(-1, LGBMBooster.FeatureImportanceType.GAIN);
        return new Trees(
            booster.saveModelToString(0, -1, LGBMBooster.FeatureImportanceType.GAIN), shares(gain));
      }
    } catch (LGBMException e) {
      throw new IllegalStateException(
          "LightGBM could not fit " + x.length + " rows: " + e.getMessage(), e);
    }
  }

  private record Constant(double value, double[] importance) implements Scorer {
    @Override
    public double[] score(double[][] x) {
      double[] scores = new double[x.length];
      Arrays.fill(scores, value);
      return scores;
    }
  }

  private record Trees(String model, double[] importance) implements Scorer {
    @Override
    public double[] score(double[][] x) {
      if (x.length == 0) {
        return new double[0];
      }
      try (LGBMBooster booster = LGBMBooster.loadModelFromString(model)) {
        return booster.predictForMat(
            flat(x),
            x.length,
            x[0].length,
            true,
            com.microsoft.ml.lightgbm.PredictionType.C_API_PREDICT_NORMAL,
            "num_threads=1");
      } catch (LGBMException e) {
        throw new IllegalStateException(
            "LightGBM could not score " + x.length + " rows: " + e.getMessage(), e);
      }
    }
  }

  private static double[] flat(double[][] x) {
    int columns = x[0].length;
    double[] flat = new double[Math.multiplyExact(x.length, columns)];
    for (int r = 0; r < x.length; r++) {
      System.arraycopy(x[r], 0, flat, r * columns, columns);
    }
    return flat;
  }

  private static float[] floats(double[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }

  private static double[] shares(double[] gain) {
    double total = Arrays.stream(gain).sum();
    return total > 0 ? Arrays.stream(gain).map(g -> g / total).toArray() : gain;
  }
}
