package org.bellwether.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.bellwether.finding.Measurement;
import org.bellwether.learner.KernelMean;
import org.bellwether.learner.SampleTable;
import org.bellwether.profile.Profile;
import org.bellwether.schema.Role;
import org.bellwether.schema.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The p-values of the checks that see rows hold on unchanged data: at most the level's share is
 * below a level, far into the tail, for heavy tails, ties and samples of unequal size. {@code
 * -Dbellwether.validity-runs=5000} for the figures of docs/false-alarms.md.
 */
class UnchangedDataTest {

  private static final long SEED = 20_261_121;
  private static final int RUNS = Integer.getInteger("bellwether.validity-runs", 100);
  private static final double[] LEVELS = {0.05, 0.01, 1e-3, 1e-4};

  /** Rows of the reference and of the current table. */
  private static final int[][] SIZES = {{60, 60}, {300, 40}, {40, 300}};

  /** What is drawn, always from the same source. */
  enum Source {
    /** Five attributions with tails of t with 2 degrees of freedom, one mostly 0. */
    ATTRIBUTIONS {
      @Override
      List<Measurement> measure(Random random, int[] rows) {
        return AttributionDrift.measure(
            attributions(random, rows[0]), attributions(random, rows[1]));
      }
    },
    /** Vectors of 24 numbers around three centres, one of them rare. */
    EMBEDDINGS {
      @Override
      List<Measurement> measure(Random random, int[] rows) {
        return EmbeddingDrift.compare(
            "image", "embedding", vectors(random, rows[0]), vectors(random, rows[1]));
      }
    },
    /** Eight words a text, by Zipf's law, which come in pairs. */
    TEXTS {
      @Override
      List<Measurement> measure(Random random, int[] rows) {
        return TextDrift.withoutEmbedder().measure(texts(random, rows[0]), texts(random, rows[1]));
      }
    },
    /** Columns that go together, by a classifier that sees them all. */
    CLASSIFIER {
      @Override
      List<Measurement> measure(Random random, int[] rows) {
        return ClassifierTest.by(KernelMean.GAUSSIAN)
            .measure(numbers(random, rows[0]), numbers(random, rows[1]));
      }
    },
    /** The same columns by their principal components. */
    COMPONENTS {
      @Override
      List<Measurement> measure(Random random, int[] rows) {
        return PcaReconstruction.measure(numbers(random, rows[0]), numbers(random, rows[1]));
      }
    };

    abstract List<Measurement> measure(Random random, int[] rows);
  }

  @ParameterizedTest
  @EnumSource
  void rejectsNoMoreOftenThanItsLevel(Source source) {
    for (int[] rows : SIZES) {
      Random random = new Random(SEED);
      int[] rejected = new int[LEVELS.length];
      int tests = 0;
      for (int run = 0; run < RUNS; run++) {
        List<Measurement> all = source.measure(random, rows);
        for (Measurement m : all) {
          tests += m.undefined() == null ? 1 : 0;
          for (int i = 0; i < LEVELS.length; i++) {
            rejected[i] += m.pValue() < LEVELS[i] ? 1 : 0;
          }
        }
      }
      assertThat(tests).as("%s must test in every run", source).isGreaterThanOrEqualTo(RUNS);
      StringBuilder figures = new StringBuilder();
      for (int i = 0; i < LEVELS.length; i++) {
        double due = tests * LEVELS[i];
        figures.append(" %s: %.2f".formatted(LEVELS[i], rejected[i] / due));
        // Tests of one run depend on each other, as if there were only one a run.
        double spread = Math.sqrt(due * tests / RUNS);
        assertThat((double) rejected[i])
            .as("%s, %d and %d rows, level %s, seed %d", source, rows[0], rows[1], LEVELS[i], SEED)
            .isLessThanOrEqualTo(due + 4 * spread + 2);
      }
      System.out.printf(
          "unchanged data: %s, %d and %d rows, %d tests, rejections by those due at%s%n",
          source, rows[0], rows[1], tests, figures);
    }
  }

  private static Profile attributions(Random random, int rows) {
    SampleTable table = new SampleTable();
    for (int c = 0; c < 5; c++) {
      double[] values = new double[rows];
      for (int r = 0; r < rows; r++) {
        double chi = Math.hypot(random.nextGaussian(), random.nextGaussian());
        boolean zero = c == 4 && random.nextInt(5) > 0;
        values[r] = zero ? 0 : (c + 1) * random.nextGaussian() / (chi / Math.sqrt(2));
      }
      table.numbers("shap" + c, values, Role.ATTRIBUTION);
    }
    return table.profile(Task.NONE);
  }

  private static double[][] vectors(Random random, int rows) {
    double[][] x = new double[rows][24];
    for (double[] row : x) {
      double u = random.nextDouble();
      int centre = u < 0.6 ? 0 : u < 0.97 ? 1 : 2;
      for (int c = 0; c < row.length; c++) {
        row[c] = random.nextGaussian() + (c % 3 == centre ? 3 : 0);
      }
    }
    return x;
  }

  private static Profile texts(Random random, int rows) {
    String[] values = new String[rows];
    for (int r = 0; r < rows; r++) {
      StringBuilder text = new StringBuilder();
      for (int w = 0; w < 4; w++) {
        int word = (int) Math.pow(400, random.nextDouble());
        text.append("word").append(word).append(" then").append(word).append(' ');
      }
      values[r] = text.toString();
    }
    return new SampleTable().texts("message", values, Role.FEATURE).profile(Task.NONE);
  }

  private static Profile numbers(Random random, int rows) {
    double[][] x = new double[4][rows];
    for (int r = 0; r < rows; r++) {
      double common = random.nextGaussian();
      for (int c = 0; c < 4; c++) {
        double own = common + random.nextGaussian();
        x[c][r] = c == 3 ? Math.rint(own) : c == 2 ? Math.exp(own) : own;
      }
    }
    SampleTable table = new SampleTable();
    for (int c = 0; c < 4; c++) {
      table.numbers("x" + c, x[c], Role.FEATURE);
    }
    return table.profile(Task.NONE);
  }
}
