package org.bellwether.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Constraints;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Segment;
import org.bellwether.schema.Task;
import org.bellwether.stat.RocAuc;
import org.bellwether.stat.ScoreTable;
import org.junit.jupiter.api.Test;

/** Joint counts of each task, on tables that can be counted by hand. */
class OutcomesTest {

  private static final ProfileOptions DEFAULTS = ProfileOptions.defaults();

  private static ColumnSchema score(String name, String of) {
    return new ColumnSchema(
        name, ColumnType.NUMERIC, java.util.Set.of(Role.SCORE), null, of, Constraints.NONE);
  }

  @Test
  void weighsBinaryRows() {
    Schema schema =
        Schema.of(
            Task.BINARY,
            ColumnSchema.of("score", ColumnType.NUMERIC, Role.SCORE),
            ColumnSchema.of("decision", ColumnType.CATEGORICAL, Role.PREDICTION),
            ColumnSchema.of("label", ColumnType.BOOLEAN, Role.LABEL),
            ColumnSchema.of("weight", ColumnType.NUMERIC, Role.WEIGHT));
    Profile profile = Profile.create(schema, DEFAULTS);
    profile.accept(Map.of("score", 0.2, "decision", 1, "label", true, "weight", 2.5));
    profile.accept(Map.of("score", 0.2, "decision", 0, "label", false, "weight", 0.5));
    profile.accept(Map.of("score", 1.5, "decision", "1", "label", true, "weight", 1));
    profile.accept(Map.of("decision", "1", "label", false, "weight", 4));
    Outcomes.Binary all = (Outcomes.Binary) profile.whole().outcomes();
    assertThat(all.rows()).isEqualTo(4);
    assertThat(all.truePositives()).as("the decision column decides").isEqualTo(3.5);
    assertThat(all.trueNegatives()).isEqualTo(0.5);
    assertThat(all.falsePositives()).isEqualTo(4);
    ScoreTable scores = Read.scores(all);
    assertThat(scores.score()).containsExactly(0.2, 1.5);
    assertThat(scores.positives()).containsExactly(2.5, 1);
    assertThat(scores.negatives()).containsExactly(0.5, 0);
    assertThat(profile.notes())
        .singleElement()
        .asString()
        .contains("1 scores of column 'score' lie outside [0, 1]");
  }

  @Test
  void binsScoresAtTheirMeans() {
    Schema schema =
        Schema.of(
            Task.BINARY,
            ColumnSchema.of("score", ColumnType.NUMERIC, Role.SCORE),
            ColumnSchema.of("label", ColumnType.CATEGORICAL, Role.LABEL));
    Profile exact = Profile.create(schema, DEFAULTS);
    long seed = 11;
    Random random = new Random(seed);
    double[] scores = new double[50_000];
    int[] codes = new int[scores.length];
    Dictionary labels = new Dictionary(2);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextDouble();
      codes[i] = labels.codeOf(random.nextDouble() < scores[i] ? "1" : "0");
    }
    ColumnBatch batch =
        new ColumnBatch(
            scores.length,
            List.of(
                new ColumnVector.Numeric(scores, null),
                new ColumnVector.Category(codes, labels, null)));
    exact.accept(batch);
    Profile bounded =
        Profile.create(schema, DEFAULTS.withLayout(exact.layout()).withExactBudgetBytes(0));
    bounded.accept(batch);
    ScoreTable a = Read.scores((Outcomes.Binary) exact.whole().outcomes());
    ScoreTable b = Read.scores((Outcomes.Binary) bounded.whole().outcomes());
    assertThat(b.size()).isLessThan(BinaryAccumulator.BINS).isLessThan(a.size());
    // Scores that share a bin are 1/65536 apart at most, so few pairs of labels tie.
    assertThat(RocAuc.of(b).value())
        .as("seed %d", seed)
        .isCloseTo(RocAuc.of(a).value(), within(1e-6));
  }

  @Test
  void countsClasses() {
    Schema schema =
        Schema.of(
            Task.MULTICLASS,
            score("pA", "a"),
            score("pB", "b"),
            ColumnSchema.of("label", ColumnType.CATEGORICAL, Role.LABEL),
            ColumnSchema.of("region", ColumnType.CATEGORICAL, Role.SEGMENT));
    Profile profile = Profile.create(schema, DEFAULTS);
    profile.accept(Map.of("pA", 0.9, "pB", 0.1, "label", "a", "region", "n"));
    profile.accept(Map.of("pA", 0.4, "pB", 0.6, "label", "a", "region", "n"));
    profile.accept(Map.of("pA", 0.2, "pB", 0.8, "label", "c", "region", "s"));
    profile.accept(Map.of("pA", 0.3, "pB", 0.6, "region", "s"));
    Outcomes.Multiclass all = (Outcomes.Multiclass) profile.whole().outcomes();
    assertThat(all.classes()).containsExactly("a", "b", "c");
    assertThat(all.confusion()[0]).containsExactly(1, 1, 0);
    assertThat(all.confusion()[2]).containsExactly(0, 1, 0);
    assertThat(all.unlabelled()).containsExactly(0, 1, 0);
    assertThat(all.labelled()).isEqualTo(3);
    List<ScoreTable> tables = Objects.requireNonNull(all.scores());
    assertThat(tables.get(0).score()).containsExactly(0.2, 0.3, 0.4, 0.9);
    assertThat(tables.get(0).positives()).containsExactly(0, 0, 1, 1);
    // -ln 0.9 - ln 0.4 - ln 1e-15: the class without a score has probability 0, clipped.
    assertThat(all.logLoss())
        .isCloseTo(-Math.log(0.9) - Math.log(0.4) - Math.log(1e-15), within(1e-9));
    assertThat(profile.notes()).singleElement().asString().contains("1 of 4 rows do not sum to 1");
    Slice south = Read.slice(profile, Segment.of("region", "s"));
    assertThat(((Outcomes.Multiclass) south.outcomes()).rows()).isEqualTo(2);
    Same.assertSame(profile, Profile.fromBytes(profile.toBytes()), "bytes");
  }

  @Test
  void measuresErrorsOfARegression() {
    Schema schema =
        Schema.of(
            Task.REGRESSION,
            ColumnSchema.of("price", ColumnType.NUMERIC, Role.PREDICTION),
            ColumnSchema.of("paid", ColumnType.NUMERIC, Role.LABEL));
    Profile exact = Profile.create(schema, DEFAULTS);
    exact.accept(Map.of("price", 12, "paid", 10));
    exact.accept(Map.of("price", 3, "paid", 0));
    exact.accept(Map.of("price", 5));
    Profile bounded =
        Profile.create(schema, DEFAULTS.withLayout(exact.layout()).withExactBudgetBytes(0));
    bounded.combine(exact);
    for (Profile profile : List.of(exact, bounded, Profile.fromBytes(bounded.toBytes()))) {
      Outcomes.Regression all = (Outcomes.Regression) profile.whole().outcomes();
      assertThat(all.rows()).isEqualTo(3);
      assertThat(all.labelled()).isEqualTo(2);
      assertThat(all.prediction().rows()).isEqualTo(3);
      assertThat(all.error().mean()).isEqualTo(2.5);
      assertThat(all.squaredError().mean()).isEqualTo(6.5);
      assertThat(all.absolutePercentageError().rows()).as("undefined at 0").isEqualTo(1);
      assertThat(all.absolutePercentageError().mean()).isCloseTo(0.2, within(1e-15));
      double a = Math.log(13.0 / 11);
      double b = Math.log(4);
      assertThat(all.squaredLogError().mean()).isCloseTo((a * a + b * b) / 2, within(1e-14));
    }
    assertThat(bounded.isExact()).isFalse();
  }

  @Test
  void ranksTheRowsOfAQuery() {
    Schema schema =
        Schema.of(
            Task.RANKING,
            ColumnSchema.of("q", ColumnType.CATEGORICAL, Role.QUERY),
            ColumnSchema.of("score", ColumnType.NUMERIC, Role.SCORE),
            ColumnSchema.of("gain", ColumnType.NUMERIC, Role.LABEL));
    Profile first = Profile.create(schema, DEFAULTS);
    first.accept(Map.of("q", "shoes", "score", 1, "gain", 0));
    first.accept(Map.of("q", "hats", "score", 1, "gain", 2));
    Profile second = Profile.create(schema, DEFAULTS);
    second.accept(Map.of("q", "shoes", "score", 3, "gain", 1));
    second.accept(Map.of("q", "hats", "score", 2));
    first.combine(second);
    Outcomes.Ranking all = (Outcomes.Ranking) first.whole().outcomes();
    assertThat(all.query()).containsExactly(0, 0, 1, 1);
    assertThat(all.score()).containsExactly(2, 1, 3, 1);
    assertThat(all.relevance()).containsExactly(Double.NaN, 2, 1, 0);
    assertThat(all.labelled()).isEqualTo(3);
  }
}
