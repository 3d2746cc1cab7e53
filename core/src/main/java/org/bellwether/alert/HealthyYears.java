package org.bellwether.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.bellwether.check.CheckOptions;
import org.bellwether.check.JudgedWindow;
import org.bellwether.check.StreamPValues;
import org.bellwether.check.WindowBaseline;
import org.bellwether.check.WindowCheck;
import org.bellwether.finding.Window;
import org.bellwether.profile.ColumnBatch;
import org.bellwether.profile.ColumnVector;
import org.bellwether.profile.Dictionary;
import org.bellwether.profile.Profile;
import org.bellwether.profile.ProfileOptions;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Task;
import org.bellwether.stat.ShiryaevRoberts;
import org.jspecify.annotations.Nullable;

/**
 * How often the stream detector alarms in years in which nothing changed, and how soon after a
 * change, by simulation. Traffic has days and weeks: at night and at weekends there are fewer rows,
 * with other values, other categories and more missing ones.
 */
public final class HealthyYears {

  /** Windows of an hour in a year of 365 days. */
  public static final int WINDOWS = 365 * 24;

  private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");
  private static final int CHANNELS = 6;
  private static final long HOURS_OF_WEEK = 168;

  private static final Schema SCHEMA =
      new Schema(
          List.of(
              ColumnSchema.of("amount", ColumnType.NUMERIC, Role.FEATURE),
              ColumnSchema.of("age", ColumnType.NUMERIC, Role.FEATURE),
              ColumnSchema.of("items", ColumnType.NUMERIC, Role.FEATURE),
              ColumnSchema.of("income", ColumnType.NUMERIC, Role.FEATURE),
              ColumnSchema.of("channel", ColumnType.CATEGORICAL, Role.FEATURE),
              ColumnSchema.of("score", ColumnType.NUMERIC, Role.SCORE)),
          Task.NONE,
          null,
          Schema.DEFAULT_DECISION_THRESHOLD);

  private final double rows;

  /**
   * A simulation; the detector takes windows of one weekday and hour as alike.
   *
   * @param rows mean rows of a window, over the week
   */
  public HealthyYears(double rows) {
    this.rows = rows;
  }

  /**
   * One year of one model.
   *
   * @param alarms windows at which the detector alarmed, each followed by a restart
   * @param highest largest logarithm of the detector's statistic
   */
  public record Year(List<Integer> alarms, double highest) {
    public Year {
      alarms = List.copyOf(alarms);
    }
  }

  /** A year in which nothing changed. */
  public Year healthy(long seed) {
    return run(seed, WINDOWS, WINDOWS, 0, false);
  }

  /**
   * What people are told in a year in which nothing changed: each window is judged by every check
   * against the earlier ones of its weekday and hour, and its findings and the stream detector go
   * through the steps to alerts, with the default policy.
   *
   * @param windows of the year that are simulated, from its first
   * @return windows at which an alert was raised; {@code highest} is not told
   */
  public Year alerts(long seed, int windows) {
    SplittableRandom random = new SplittableRandom(seed);
    Profile layout = draw(FIRST.minus(Duration.ofHours(12)), 5_000, 0, null, random);
    Map<Long, Profile> pools = new HashMap<>();
    WindowCheck check = new WindowCheck(CheckOptions.defaults(), 0.9, Set.of(), Set.of());
    Alerting alerting = new Alerting(AlertPolicy.defaults(), List.of());
    ModelAlerts state = ModelAlerts.none();
    List<Integer> raised = new ArrayList<>();
    for (int i = 0; i < windows; i++) {
      Instant start = FIRST.plus(Duration.ofHours(i));
      Profile profile = draw(start, rowsOf(start, random), 0, layout, random);
      Profile pool = pools.putIfAbsent(i % HOURS_OF_WEEK, profile);
      if (pool == null) {
        continue;
      }
      Instant end = start.plus(Duration.ofHours(1));
      Window window = new Window(i, start, end, 0, profile.rows());
      WindowCheck.Verdict verdict =
          check.judge(
              window,
              profile,
              new WindowCheck.Labels(0, 0),
              List.of(new WindowBaseline("season", pool, null)),
              List.of());
      Alerting.Outcome outcome =
          alerting.window(
              state,
              new JudgedWindow(
                  "m",
                  "",
                  window,
                  1,
                  0,
                  0,
                  verdict.verdict(),
                  verdict.areas(),
                  verdict.findings(),
                  StreamPValues.of("season", pool, profile)),
              end);
      state = outcome.state();
      if (outcome.notifications().stream()
          .anyMatch(n -> n.reason() == Notification.Reason.RAISED)) {
        raised.add(i);
      }
      pool.combine(profile);
    }
    return new Year(raised, Double.NaN);
  }

  private int rowsOf(Instant start, SplittableRandom random) {
    return (int) Math.max(1, Math.round(rows * busy(start) * (0.8 + 0.4 * random.nextDouble())));
  }

  /**
   * Windows from a change to the first alarm after it.
   *
   * @param at window of the change
   * @param shift of the column {@code income}, in its standard deviations, from then on
   * @param within windows after the change in which it is looked for
   * @return 1 when the first window with the change alarms; {@link Integer#MAX_VALUE} if none does
   */
  public int delay(long seed, int at, double shift, int within) {
    return run(seed, at + within, at, shift, true).alarms().stream()
        .filter(window -> window >= at)
        .mapToInt(window -> window - at + 1)
        .findFirst()
        .orElse(Integer.MAX_VALUE);
  }

  private Year run(long seed, int windows, int changed, double shift, boolean untilFound) {
    SplittableRandom random = new SplittableRandom(seed);
    Profile layout = draw(FIRST.minus(Duration.ofHours(12)), 5_000, 0, null, random);
    Map<Long, Profile> pools = new HashMap<>();
    ShiryaevRoberts state = ShiryaevRoberts.of(WINDOWS);
    List<Integer> alarms = new ArrayList<>();
    double highest = Double.NEGATIVE_INFINITY;
    for (int window = 0; window < windows; window++) {
      Instant start = FIRST.plus(Duration.ofHours(window));
      Profile profile =
          draw(start, rowsOf(start, random), window >= changed ? shift : 0, layout, random);
      long stratum = window % HOURS_OF_WEEK;
      Profile pool = pools.get(stratum);
      if (pool == null) {
        pools.put(stratum, profile);
        continue;
      }
      StreamStep step = StreamStep.of(state, StreamPValues.of("hour " + stratum, pool, profile));
      pool.combine(profile);
      highest = Math.max(highest, step.detector().logStatistic());
      state = step.alarms() ? step.detector().restarted() : step.detector();
      if (step.alarms()) {
        alarms.add(window);
        if (untilFound && window >= changed) {
          break;
        }
      }
    }
    return new Year(alarms, highest);
  }

  /** Rows of an hour, as a multiple of the mean: a fifth at night, half at weekends. */
  private static double busy(Instant start) {
    return (1 + 0.8 * day(start)) * (isWeekend(start) ? 0.6 : 1.16);
  }

  /** From -1 at three o'clock to 1 at fifteen. */
  private static double day(Instant start) {
    return -Math.cos(2 * Math.PI * (start.getEpochSecond() % 86_400 / 3_600.0 - 3) / 24);
  }

  /** The first of January 1970 was a Thursday. */
  private static boolean isWeekend(Instant start) {
    long day = Math.floorMod(start.getEpochSecond() / 86_400 + 3, 7);
    return day >= 5;
  }

  private static Profile draw(
      Instant start, int rows, double shift, @Nullable Profile baseline, SplittableRandom random) {
    ProfileOptions options = ProfileOptions.defaults().withExactBudgetBytes(1).withSampleSize(1);
    Profile profile =
        Profile.create(SCHEMA, baseline == null ? options : options.withLayout(baseline.layout()));
    double day = day(start);
    double weekend = isWeekend(start) ? 1 : 0;
    double[][] numbers = new double[4][rows];
    double[] score = new double[rows];
    int[] channel = new int[rows];
    Dictionary dictionary = new Dictionary(Dictionary.DEFAULT_CAP);
    BitSet missing = new BitSet(rows);
    for (int row = 0; row < rows; row++) {
      double wealth = random.nextGaussian();
      numbers[0][row] = Math.exp(1.2 * random.nextGaussian() + 0.5 * wealth + 0.6 * day);
      numbers[1][row] = Math.rint(40 + 12 * random.nextGaussian() - 5 * weekend);
      numbers[2][row] = random.nextDouble() < 0.7 ? 1 : 1 + random.nextInt(8);
      numbers[3][row] = wealth + shift + 0.3 * weekend;
      channel[row] = dictionary.codeOf("c" + channel(random, day));
      score[row] = 1 / (1 + Math.exp(-wealth - 0.4 * day - 0.5 * random.nextGaussian()));
      missing.set(row, random.nextDouble() < 0.04 - 0.03 * day);
    }
    profile.accept(
        new ColumnBatch(
            rows,
            List.of(
                new ColumnVector.Numeric(numbers[0], null),
                new ColumnVector.Numeric(numbers[1], missing),
                new ColumnVector.Numeric(numbers[2], null),
                new ColumnVector.Numeric(numbers[3], null),
                new ColumnVector.Category(channel, dictionary, null),
                new ColumnVector.Numeric(score, null))));
    return profile;
  }

  private static int channel(SplittableRandom random, double day) {
    double u = Math.pow(random.nextDouble(), 1.6 + 0.6 * day);
    return Math.min(CHANNELS - 1, (int) (CHANNELS * u));
  }
}
