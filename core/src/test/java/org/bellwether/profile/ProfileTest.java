package org.bellwether.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Segment;
import org.bellwether.schema.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Small tables whose figures can be counted by hand. */
class ProfileTest {

  private static final Schema LOANS =
      new Schema(
          List.of(
              ColumnSchema.of("income", ColumnType.NUMERIC, Role.FEATURE),
              ColumnSchema.of("region", ColumnType.CATEGORICAL, Role.FEATURE, Role.SEGMENT),
              ColumnSchema.of("sex", ColumnType.CATEGORICAL, Role.PROTECTED),
              ColumnSchema.of("age", ColumnType.NUMERIC, Role.PROTECTED),
              ColumnSchema.of("note", ColumnType.TEXT, Role.FEATURE),
              ColumnSchema.of("score", ColumnType.NUMERIC, Role.SCORE),
              ColumnSchema.of("paid", ColumnType.CATEGORICAL, Role.LABEL)),
          Task.BINARY,
          "1",
          0.5);

  private static Map<String, @Nullable Object> loan(
      @Nullable Double income,
      @Nullable String region,
      String sex,
      double age,
      double score,
      @Nullable Integer paid) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("income", income);
    row.put("region", region);
    row.put("sex", sex);
    row.put("age", age);
    row.put("note", "Loan, for a Car");
    row.put("score", score);
    row.put("paid", paid);
    return row;
  }

  private static Profile loans() {
    Profile profile = Profile.create(LOANS, ProfileOptions.defaults());
    profile.accept(loan(100.0, "north", "f", 20, 0.9, 1));
    profile.accept(loan(-50.0, "north", "m", 30, 0.5, 0));
    profile.accept(loan(0.0, "south", "f", 40, 0.4, 1));
    profile.accept(loan(Double.NaN, "south", "m", 50, 0.4, 0));
    profile.accept(loan(Double.POSITIVE_INFINITY, "south", "m", 60, 0.7, null));
    profile.accept(loan(null, null, "f", 70, 0.1, null));
    return profile;
  }

  @Test
  void saysTheSameWithoutItsRowsAndAcceptsNoMore() {
    Profile profile = loans();
    Profile bare = profile.withoutRows();
    assertThat(bare.toJson()).isEqualTo(profile.toJson());
    assertThat(bare.layout()).isEqualTo(profile.layout());
    assertThat(bare.rows()).isEqualTo(profile.rows());
    assertThat(bare.isExact()).isTrue();
    assertThatThrownBy(() -> bare.accept(Map.of())).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(bare::toBytes).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void countsANumericColumn() {
    ColumnSummary.Numeric income =
        Read.column(ColumnSummary.Numeric.class, loans().whole(), "income");
    assertThat(income.rows()).isEqualTo(6);
    assertThat(income.missing()).isEqualTo(1);
    assertThat(income.nan()).isEqualTo(1);
    assertThat(income.infinite()).isEqualTo(1);
    assertThat(income.zeros()).isEqualTo(1);
    assertThat(income.negatives()).isEqualTo(1);
    assertThat(income.min()).isEqualTo(-50);
    assertThat(income.max()).isEqualTo(100);
    assertThat(income.mean()).isCloseTo(50.0 / 3, within(1e-12));
    // numpy.var([100, -50, 0], ddof=1)
    assertThat(income.variance()).isCloseTo(5833.333333333334, within(1e-9));
    assertThat(income.distinct()).isEqualTo(3);
    assertThat(((NumericDistribution.Sorted) income.distribution()).values())
        .containsExactly(-50, 0, 100);
  }

  @Test
  void countsCategoriesAndText() {
    Slice whole = loans().whole();
    ColumnSummary.Categorical region =
        Read.column(ColumnSummary.Categorical.class, whole, "region");
    assertThat(region.counts()).containsExactly(Map.entry("south", 3L), Map.entry("north", 2L));
    assertThat(region.missing()).isEqualTo(1);
    assertThat(region.distinct()).isEqualTo(2);
    ColumnSummary.Text note = Read.column(ColumnSummary.Text.class, whole, "note");
    assertThat(note.vocabulary()).containsOnlyKeys("a", "car", "for", "loan");
    assertThat(note.length().mean()).isEqualTo(15);
    assertThat(note.words().mean()).isEqualTo(4);
    assertThat(note.distinct()).isEqualTo(1);
  }

  @Test
  void countsOutcomesOfABinaryModel() {
    Outcomes.Binary all = (Outcomes.Binary) loans().whole().outcomes();
    assertThat(all.rows()).isEqualTo(6);
    assertThat(all.labelled()).isEqualTo(4);
    assertThat(all.truePositives()).isEqualTo(1);
    assertThat(all.falsePositives()).as("0.5 is at the threshold").isEqualTo(1);
    assertThat(all.falseNegatives()).isEqualTo(1);
    assertThat(all.trueNegatives()).isEqualTo(1);
    assertThat(all.unlabelledPositives()).isEqualTo(1);
    assertThat(all.unlabelledNegatives()).isEqualTo(1);
    assertThat(Read.scores(all).score()).containsExactly(0.1, 0.4, 0.5, 0.7, 0.9);
    assertThat(Read.scores(all).positives()).containsExactly(0, 1, 0, 0, 1);
    assertThat(Read.scores(all).negatives()).containsExactly(0, 1, 1, 0, 0);
    assertThat(Read.scores(all).unlabelled()).containsExactly(1, 0, 0, 1, 0);
  }

  @Test
  void slicesBySegmentGroupAndIntersection() {
    Profile profile = loans();
    assertThat(profile.segments())
        .contains(
            Segment.of("region", "north"),
            Segment.of("sex", "f"),
            Segment.of("age", "below 30"),
            Segment.of("age", "50 to below 60"),
            Segment.of("sex", "m").and("age", "50 to below 60"))
        .doesNotContain(Segment.of("sex", "f").and("region", "north"));
    Slice south = Read.slice(profile, Segment.of("region", "south"));
    assertThat(south.rows()).isEqualTo(3);
    Outcomes.Binary outcomes = (Outcomes.Binary) south.outcomes();
    assertThat(outcomes.falseNegatives()).isEqualTo(1);
    assertThat(outcomes.trueNegatives()).isEqualTo(1);
    ColumnSummary.Numeric income = Read.column(ColumnSummary.Numeric.class, south, "income");
    assertThat(income.zeros()).isEqualTo(1);
    assertThat(income.nan()).isEqualTo(1);
    assertThat(income.distribution().count()).isEqualTo(1);
    assertThat(profile.notes()).isEmpty();
  }

  @Test
  void reportsTheCapOfSlices() {
    Profile profile = Profile.create(LOANS, ProfileOptions.defaults().withMaxSlices(2));
    profile.combine(loans());
    assertThat(profile.segments())
        .containsExactly(Segment.of("region", "south"), Segment.of("sex", "f"));
    assertThat(profile.notes()).singleElement().asString().contains("beyond the 2 most frequent");
  }

  @Test
  void samplesEveryRowOfASmallTable() {
    RowSample sample = loans().sample();
    assertThat(sample.isComplete()).isTrue();
    assertThat(sample.rows()).isEqualTo(6);
    List<Double> ages = new ArrayList<>();
    double[] values = ((ColumnVector.Numeric) sample.columns().get(3)).values();
    for (int i = 0; i < sample.rows(); i++) {
      ages.add(values[i]);
    }
    assertThat(ages).containsExactlyInAnyOrder(20.0, 30.0, 40.0, 50.0, 60.0, 70.0);
  }

  @Test
  void comparesWithTheReferencesEdges() {
    Profile reference = loans();
    Profile current =
        Profile.create(LOANS, ProfileOptions.defaults().withLayout(reference.layout()));
    current.accept(loan(1.0, "north", "f", 35, 0.2, 0));
    Slice mine = Read.slice(current, Segment.of("region", "north"));
    Slice theirs = Read.slice(reference, Segment.of("region", "north"));
    assertThat(edges(mine)).isEqualTo(edges(theirs));
    assertThat(current.slice(Segment.of("region", "south"))).as("no rows").isNull();
  }

  private static Object edges(Slice slice) {
    ColumnSummary.Numeric income = Read.column(ColumnSummary.Numeric.class, slice, "income");
    return ((NumericDistribution.Binned) income.distribution()).edges();
  }

  @Test
  void namesWhatIsWrongWithABatch() {
    Profile profile = Profile.create(LOANS, ProfileOptions.defaults());
    assertThatThrownBy(() -> profile.accept(Map.of("incom", 1))).hasMessageContaining("[incom]");
    assertThatThrownBy(() -> profile.accept(Map.of("income", "much")))
        .hasMessageContaining("'income' is NUMERIC and cannot hold much");
    assertThatThrownBy(() ->
            profile.accept(
                new ColumnBatch(1, List.of(new ColumnVector.Numeric(new double[1], new BitSet())))))
        .hasMessageContaining("1 columns, the schema has 7");
  }
}
