package org.bellwether.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bellwether.schema.Segment;
import org.bellwether.stat.BinEdges;
import org.junit.jupiter.api.Test;

/** What must hold of every table; seeds are in the messages. */
class ProfilePropertyTest {

  private static final int RUNS = 6;
  private static final ProfileOptions EXACT = ProfileOptions.defaults().withSampleSize(200);

  private static int size(long seed) {
    return new int[] {1, 2, 17, 150, 900, 3000}[(int) (seed % 6)];
  }

  private static Profile combined(List<Profile> parts, Random random) {
    List<Profile> left = new ArrayList<>(parts);
    Collections.shuffle(left, random);
    while (left.size() > 1) {
      Profile a = left.remove(random.nextInt(left.size()));
      left.get(random.nextInt(left.size())).combine(a);
    }
    return left.get(0);
  }

  private static void anyPartition(ProfileOptions options, String mode) {
    for (long seed = 0; seed < RUNS; seed++) {
      RandomTable table = new RandomTable(seed, size(seed));
      Profile whole = table.profile(options);
      Random random = new Random(seed + 99);
      String why = mode + " seed " + seed;
      Same.assertSame(whole, combined(table.parts(options, random), random), why);
      Same.assertSame(whole, Profile.fromBytes(whole.toBytes()), why + " bytes");
    }
  }

  @Test
  void anyPartitionOfTheRowsGivesTheSameExactProfile() {
    anyPartition(EXACT, "exact");
  }

  @Test
  void anyPartitionOfTheRowsGivesTheSameProfileOnGivenEdges() {
    Layout layout = new RandomTable(7, 3000).profile(EXACT).layout();
    anyPartition(EXACT.withExactBudgetBytes(0).withLayout(layout), "bounded");
    anyPartition(EXACT.withLayout(layout), "exact on edges");
  }

  @Test
  void anyPartitionOfTheRowsGivesTheSameSpooledProfile() {
    anyPartition(
        EXACT.withExactBudgetBytes(1_000).withSampleSize(5_000).withSpool(MemorySpool::new),
        "spooled");
  }

  @Test
  void combiningIsCommutative() {
    for (long seed = 0; seed < RUNS; seed++) {
      RandomTable table = new RandomTable(seed, size(seed));
      Random random = new Random(seed);
      int cut = random.nextInt(table.rows + 1);
      Profile a = Profile.create(RandomTable.SCHEMA, EXACT);
      Profile b = Profile.create(RandomTable.SCHEMA, EXACT);
      a.accept(table.batch(0, cut, RandomTable.source()));
      b.accept(table.batch(cut, table.rows, RandomTable.source()));
      Profile ab = Profile.fromBytes(a.toBytes());
      ab.combine(b);
      b.combine(a);
      Same.assertSame(ab, b, "seed " + seed);
    }
  }

  @Test
  void boundedCountsAreExactOnTheEdges() {
    for (long seed = 0; seed < 3; seed++) {
      RandomTable table = new RandomTable(seed, 3000);
      Profile exact = table.profile(EXACT);
      Profile bounded = table.profile(EXACT.withExactBudgetBytes(0).withLayout(exact.layout()));
      assertThat(bounded.isExact()).isFalse();
      assertThat(bounded.segments()).isEqualTo(exact.segments());
      for (Segment segment : exact.segments()) {
        ColumnSummary.Numeric a =
            Read.column(ColumnSummary.Numeric.class, Read.slice(exact, segment), "amount");
        ColumnSummary.Numeric b =
            Read.column(ColumnSummary.Numeric.class, Read.slice(bounded, segment), "amount");
        NumericDistribution.Binned x = (NumericDistribution.Binned) a.distribution();
        NumericDistribution.Binned y = (NumericDistribution.Binned) b.distribution();
        assertThat(y.counts()).as("seed %d %s", seed, segment).isEqualTo(x.counts());
      }
      wholeAgrees(exact, bounded, "seed " + seed);
    }
  }

  private static void wholeAgrees(Profile exact, Profile bounded, String why) {
    for (String name : List.of("amount", "offset", "tied", "impact", "age", "score")) {
      ColumnSummary.Numeric a = Read.column(ColumnSummary.Numeric.class, exact.whole(), name);
      ColumnSummary.Numeric b = Read.column(ColumnSummary.Numeric.class, bounded.whole(), name);
      assertThat(b.mean()).as(why + name).isCloseTo(a.mean(), within(1e-12 * a.max()));
      assertThat(b.variance()).as(why + name).isCloseTo(a.variance(), within(1e-9 * a.variance()));
      assertThat(b.zeros()).as(why + name).isEqualTo(a.zeros());
      assertThat(b.negatives()).as(why + name).isEqualTo(a.negatives());
      assertThat(b.min()).as(why + name).isEqualTo(a.min());
      assertThat(b.max()).as(why + name).isEqualTo(a.max());
      assertThat(b.distinct()).as(why + name).isCloseTo(a.distinct(), within(0.1 * a.distinct()));
      NumericDistribution.Binned binned = (NumericDistribution.Binned) b.distribution();
      double[] sorted = ((NumericDistribution.Sorted) a.distribution()).values();
      assertThat(binned.count()).as(why + name).isEqualTo(sorted.length);
      for (int i = 1; i < 10; i++) {
        double decile = sorted[(int) ((long) sorted.length * i / 10)];
        assertThat(hasEdge(binned.edges(), decile)).as(why + name + " decile " + i).isTrue();
      }
    }
  }

  private static boolean hasEdge(BinEdges edges, double value) {
    return java.util.Arrays.binarySearch(edges.toArray(), value) >= 0;
  }

  @Test
  void aSpoolGivesExactDecilesOfAnOrderedFile() {
    for (long seed = 0; seed < 3; seed++) {
      List<MemorySpool> opened = new ArrayList<>();
      RandomTable table = new RandomTable(seed, 30_000);
      Profile spooled =
          Profile.create(
              RandomTable.SCHEMA,
              ProfileOptions.defaults()
                  .withSampleSize(2_000)
                  .withExactBudgetBytes(100_000)
                  .withSpool(() -> {
                    opened.add(new MemorySpool());
                    return opened.get(0);
                  }));
      List<Dictionary> source = RandomTable.source();
      for (int at = 0; at < table.rows; at += 500) {
        spooled.accept(table.batch(at, at + 500, source));
      }
      wholeAgrees(table.profile(EXACT), spooled, "seed " + seed + " ");
      ColumnSummary.Numeric offset =
          Read.column(ColumnSummary.Numeric.class, spooled.whole(), "offset");
      long[] counts = ((NumericDistribution.Binned) offset.distribution()).counts();
      long largest = java.util.Arrays.stream(counts).max().orElse(0);
      assertThat(largest).as("seed %d", seed).isLessThan(table.rows / 100);
      assertThat(opened).singleElement().satisfies(s -> assertThat(s.isClosed()).isTrue());
    }
  }

  @Test
  void aStreamWithoutEdgesSaysWhereTheyComeFrom() {
    RandomTable table = new RandomTable(3, 2000);
    Profile profile =
        Profile.create(RandomTable.SCHEMA, ProfileOptions.defaults().withExactBudgetBytes(20_000));
    List<Dictionary> source = RandomTable.source();
    for (int at = 0; at < table.rows; at += 100) {
      profile.accept(table.batch(at, at + 100, source));
    }
    assertThat(profile.isExact()).isFalse();
    assertThat(profile.rows()).isEqualTo(2000);
    assertThat(profile.notes()).anySatisfy(n -> assertThat(n).contains("the first"));
  }

  @Test
  void theSampleIsUniform() {
    RandomTable table = new RandomTable(5, 20_000);
    RowSample sample = table.profile(ProfileOptions.defaults().withSampleSize(1_000)).sample();
    assertThat(sample.rows()).isEqualTo(1_000);
    assertThat(sample.seen()).isEqualTo(20_000);
    double mean = 0;
    for (int i = 0; i < sample.rows(); i++) {
      mean += (((ColumnVector.Numeric) sample.columns().get(1)).values()[i] - 1e9) / 1_000;
    }
    // The rows are numbered by this column: five standard errors of a uniform mean.
    assertThat(mean).isCloseTo(10_000, within(5 * 20_000 / Math.sqrt(12 * 1_000.0)));
  }
}
