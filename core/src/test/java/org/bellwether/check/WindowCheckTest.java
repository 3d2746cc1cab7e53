package org.bellwether.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.bellwether.check.WindowCheck.Labels;
import org.bellwether.check.WindowCheck.Verdict;
import org.bellwether.finding.Area;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;
import org.bellwether.finding.Window;
import org.bellwether.profile.Layout;
import org.bellwether.profile.Profile;
import org.bellwether.profile.ProfileOptions;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Task;
import org.junit.jupiter.api.Test;

class WindowCheckTest {

  private static final Schema SCHEMA =
      Schema.of(
          Task.BINARY,
          ColumnSchema.of("income", ColumnType.NUMERIC, Role.FEATURE),
          ColumnSchema.of("latency", ColumnType.NUMERIC, Role.FEATURE),
          ColumnSchema.of("region", ColumnType.CATEGORICAL, Role.SEGMENT),
          ColumnSchema.of("sex", ColumnType.CATEGORICAL, Role.FEATURE, Role.PROTECTED),
          ColumnSchema.of("score", ColumnType.NUMERIC, Role.SCORE),
          ColumnSchema.of("label", ColumnType.BOOLEAN, Role.LABEL));

  private static final ProfileOptions OPTIONS = ProfileOptions.defaults().withSampleSize(0);
  private static final Layout LAYOUT = rows(OPTIONS, 1, 4_000, 1, false).layout();

  private static final WindowCheck CHECK =
      new WindowCheck(CheckOptions.defaults(), 0.9, Set.of(), Set.of("latency"));

  /** Rows whose scores mean what they say, unless they are flipped. */
  private static Profile rows(long seed, int rows, double slower, boolean flipped) {
    return rows(OPTIONS.withLayout(LAYOUT), seed, rows, slower, flipped);
  }

  private static Profile rows(
      ProfileOptions options, long seed, int rows, double slower, boolean flipped) {
    SplittableRandom random = new SplittableRandom(seed);
    Profile profile = Profile.create(SCHEMA, options);
    for (int i = 0; i < rows; i++) {
      double score = random.nextDouble();
      Map<String, Object> row = new HashMap<>();
      row.put("income", random.nextGaussian());
      row.put("latency", slower * random.nextDouble());
      row.put("region", random.nextBoolean() ? "north" : "south");
      row.put("sex", random.nextBoolean() ? "f" : "m");
      row.put("score", score);
      row.put("label", (random.nextDouble() < score) != flipped);
      profile.accept(row);
    }
    return profile;
  }

  private static Verdict judge(Profile profile, double share, WindowBaseline... baselines) {
    Window window =
        new Window(
            3,
            Instant.parse("2026-03-02T03:00:00Z"),
            Instant.parse("2026-03-02T04:00:00Z"),
            0,
            profile.rows());
    return CHECK.judge(
        window, profile, new Labels(profile.rows(), share), List.of(baselines), List.of());
  }

  private static WindowBaseline training(Profile profile) {
    return new WindowBaseline("training", profile, profile);
  }

  @Test
  void warnsOfAtMostOneUnchangedWindowInAHundredWhateverTheNumberOfBaselines() {
    WindowBaseline training = training(rows(1, 4_000, 1, false));
    Profile earlier = rows(2, 4_000, 1, false);
    WindowBaseline recent = new WindowBaseline("recent", earlier, earlier);
    int warned = 0;
    for (int seed = 100; seed < 250; seed++) {
      Verdict verdict = judge(rows(seed, 600, 1, false), 1, training, recent);
      warned += verdict.verdict().atLeast(Severity.WARNING) ? 1 : 0;
    }
    // Of 150 runs at 1 %: more than 6 would happen once in a thousand times.
    assertThat(warned).isLessThanOrEqualTo(6);
  }

  @Test
  void holdsPerformanceBackUntilLabelsAreIn() {
    WindowBaseline training = training(rows(1, 4_000, 1, false));
    Profile flipped = rows(3, 4_000, 1, true);

    Verdict early = judge(flipped, 0.89, training);
    assertThat(early.areas()).containsEntry(Area.PERFORMANCE, Severity.UNKNOWN);
    assertThat(early.findings())
        .extracting(f -> f.finding().message())
        .anyMatch(m -> m.contains("until 90 % of the expected labels are in: 89 % so far"));

    Verdict late = judge(flipped, 0.9, training);
    assertThat(late.areas()).containsEntry(Area.PERFORMANCE, Severity.CRITICAL);
    assertThat(late.findings())
        .filteredOn(f -> f.finding().severity() == Severity.CRITICAL)
        .extracting(f -> f.finding().measurement().check())
        .contains("roc-auc", "estimate-gap");
    assertThat(late.estimates())
        .extracting(Measurement::check)
        .isEqualTo(early.estimates().stream().map(Measurement::check).toList());
    assertThat(late.estimates().get(0).value()).isEqualTo(early.estimates().get(0).value());
  }

  @Test
  void putsLatencyWithTheCostsAndSaysWhatTheWindowIsOnce() {
    WindowBaseline training = training(rows(1, 4_000, 1, false));
    Profile earlier = rows(2, 4_000, 1, false);
    Verdict verdict =
        judge(
            rows(4, 4_000, 2, false), 1, training, new WindowBaseline("recent", earlier, earlier));

    assertThat(verdict.areas()).containsEntry(Area.COST, Severity.CRITICAL);
    assertThat(verdict.areas()).containsEntry(Area.DATA, Severity.OK);
    assertThat(verdict.findings())
        .filteredOn(f -> f.finding().severity() == Severity.CRITICAL)
        .extracting(f -> f.baseline() + " " + f.finding().measurement().column())
        .contains("training latency", "recent latency");
    assertThat(verdict.findings())
        .filteredOn(f -> Area.of(f.finding().measurement().kind()) == Area.FAIRNESS)
        .isNotEmpty()
        .allMatch(f -> f.baseline().equals("training"));
  }

  @Test
  void saysThatThereIsNothingToCompareWith() {
    Verdict verdict = judge(rows(5, 300, 1, false), 0);
    assertThat(verdict.verdict()).isEqualTo(Severity.UNKNOWN);
    assertThat(verdict.findings())
        .extracting(f -> f.finding().measurement().check())
        .containsExactlyInAnyOrder("baseline", "labels");
  }
}
