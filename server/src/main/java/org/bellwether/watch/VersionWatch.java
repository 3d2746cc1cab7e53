package org.bellwether.watch;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bellwether.check.BaselineFinding;
import org.bellwether.check.ColumnPValue;
import org.bellwether.check.JudgedWindow;
import org.bellwether.check.ServiceMeasures;
import org.bellwether.check.StreamPValues;
import org.bellwether.check.WindowBaseline;
import org.bellwether.check.WindowCheck;
import org.bellwether.check.WindowCheck.Verdict;
import org.bellwether.event.Micros;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;
import org.bellwether.finding.Window;
import org.bellwether.profile.Outcomes;
import org.bellwether.profile.Profile;
import org.bellwether.schema.Segment;
import org.bellwether.stat.RateComparison;
import org.bellwether.store.Json;
import org.bellwether.store.WindowRows;
import org.bellwether.watch.WindowTable.Found;
import org.bellwether.watch.WindowTable.Row;
import org.bellwether.watch.WindowTable.Series;
import org.jspecify.annotations.Nullable;

/**
 * Judges the windows of one version of a model. What a window holds is read from the events, so
 * that it can be judged again at any time and comes out the same.
 */
final class VersionWatch {

  /** Rows of a plan that are enough for good edges; with fewer it is made anew as rows come. */
  private static final long PLENTY = 10_000;

  /** Rows that a plan's edges are told from, at most. */
  private static final long MOST_PLAN_ROWS = 500_000;

  private static final int SEASONS = 4;

  private final Series series;
  private final WindowTable table;
  private final ProfileFiles files;
  private final TrainingTable training;
  private @Nullable WatchPlan plan;
  private @Nullable Profile trained;
  private @Nullable Instant trainedAt;

  VersionWatch(Series series, WindowTable table, ProfileFiles files, TrainingTable training) {
    this.series = series;
    this.table = table;
    this.files = files;
    this.training = training;
  }

  /** A window that is to be judged. */
  record Job(
      WindowRows rows,
      MonitorTable.Current monitor,
      Instant start,
      Instant end,
      boolean first,
      int revision,
      long rowCount,
      long labelCount,
      long kpiMark,
      Map<String, KpiTable.InWindow> kpis,
      Instant now) {}

  /** Judges a window and keeps what was found. */
  JudgedWindow judge(Job job) throws IOException {
    MonitorSettings settings = job.monitor().settings();
    learnTraining();
    WatchPlan current = plan(job);
    String stratum = Strata.of(settings.season(), job.start());
    Profile whole = job.first() ? current.emptyWhole() : null;
    Profile profile = current.empty();
    job.rows()
        .read(
            series.version(),
            job.start(),
            job.end(),
            current.sources(),
            batch -> {
              profile.accept(batch);
              if (whole != null) {
                whole.accept(batch);
              }
            });
    files.keep(series.id(), current, job.start(), profile);
    WindowCheck check =
        new WindowCheck(
            settings.options().withNow(job.end()),
            settings.labels().needed(),
            new HashSet<>(settings.disabled()),
            WatchedColumns.costs(current));
    Outcomes outcomes = profile.whole().outcomes();
    double expected = settings.labels().expected() * outcomes.rows();
    double share = expected > 0 ? Math.min(1, outcomes.labelled() / expected) : 0;
    Window window =
        new Window(settings.window().index(job.start()), job.start(), job.end(), 0, profile.rows());
    Verdict verdict =
        check.judge(
            window,
            profile,
            new WindowCheck.Labels(outcomes.labelled(), share),
            baselines(job, current, profile),
            others(job));
    List<ColumnPValue> pValues = List.of();
    if (whole != null) {
      Profile pooled = files.pool(series.id(), current, stratum);
      Set<String> costs = WatchedColumns.costs(current);
      // Latency, cost and tokens follow the load of the hour: their windows are not exchangeable.
      pValues =
          pooled == null
              ? List.of()
              : StreamPValues.of(stratum, pooled, whole).stream()
                  .filter(p -> !costs.contains(p.column()))
                  .toList();
    }
    JudgedWindow judged = judged(job, window, outcomes.labelled(), share, verdict, pValues);
    keep(job, current, judged, verdict, profile, share >= settings.labels().needed());
    if (whole != null) {
      pool(current, stratum, whole);
    }
    return judged;
  }

  private void pool(WatchPlan current, String stratum, Profile whole) throws IOException {
    Profile pooled = files.pool(series.id(), current, stratum);
    if (pooled == null) {
      pooled = current.emptyWhole();
    }
    pooled.combine(whole);
    files.keepPool(series.id(), current, stratum, pooled);
  }

  private void learnTraining() {
    Instant made = training.made(series.id());
    if (!Objects.equals(made, trainedAt)) {
      trained = made == null ? null : training.profile(series.id());
      trainedAt = made;
    }
  }

  private WatchPlan plan(Job job) throws IOException {
    WatchPlan known = plan;
    int latest = known == null ? files.latestPlan(series.id()) : known.number();
    if (known == null && latest > 0) {
      known = files.plan(series.id(), latest);
    }
    long trainedMicros = trainedAt == null ? 0 : Micros.of(trainedAt);
    boolean fits =
        known != null
            && known.settings() == job.monitor().number()
            && known.eventColumns() == job.rows().columns().size()
            && known.training() == trainedMicros
            && (known.rows() >= PLENTY || job.rowCount() < 4 * known.rows());
    if (!fits || known == null) {
      Instant from = job.start();
      if (job.rowCount() < PLENTY && MOST_PLAN_ROWS > 24 * job.rowCount()) {
        from = job.monitor().settings().window().shifted(job.start(), -23);
      }
      known =
          new PlanMaker(job.rows(), series.version(), job.monitor().settings(), trained)
              .make(latest + 1, job.monitor().number(), trainedMicros, from, job.end());
      files.keep(series.id(), known);
    }
    plan = known;
    return known;
  }

  /** What is judged beside the profile: failures and KPIs. */
  private List<Measurement> others(Job job) {
    List<Measurement> all = new ArrayList<>(failures(job));
    job.kpis()
        .forEach((name, kpi) -> all.add(ServiceMeasures.number(name, kpi.value(), kpi.earlier())));
    return all;
  }

  /** Whether more predictions fail than in the last windows. */
  private List<Measurement> failures(Job job) {
    MonitorSettings settings = job.monitor().settings();
    WindowRows.Failures now = job.rows().failures(series.version(), Map.of(job.start(), job.end()));
    Map<Instant, Instant> spans = new HashMap<>();
    for (Instant start :
        table.healthy(
            series.id(),
            Instant.EPOCH,
            job.start(),
            Math.max(1, settings.baselines().recent()),
            0)) {
      spans.put(start, settings.window().end(start));
    }
    if (spans.isEmpty()) {
      return List.of();
    }
    WindowRows.Failures before = job.rows().failures(series.version(), spans);
    return List.of(
        ServiceMeasures.failures(
            new RateComparison(before.failed(), before.rows(), now.failed(), now.rows())));
  }

  private List<WindowBaseline> baselines(Job job, WatchPlan current, Profile profile)
      throws IOException {
    MonitorSettings settings = job.monitor().settings();
    Instant since = settings.baselines().since();
    Instant from = since == null ? Instant.EPOCH : since;
    List<WindowBaseline> baselines = new ArrayList<>();
    if (settings.baselines().training() && trained != null) {
      Profile reference = TrainingReference.of(trained, profile);
      baselines.add(new WindowBaseline("training", reference, reference));
    }
    int recent = settings.baselines().recent();
    if (recent > 0) {
      List<Instant> healthy = table.healthy(series.id(), from, job.start(), recent, 0);
      if (healthy.isEmpty()) {
        // Nothing was ever healthy: the first windows are a fixed point, the last would drift
        // along.
        healthy = table.first(series.id(), from, job.start(), recent);
      }
      List<Instant> performing =
          table.healthy(series.id(), from, job.start(), recent, settings.labels().needed());
      add(baselines, "recent", job, current, healthy, performing);
    }
    List<Instant> season =
        table
            .healthyOf(
                series.id(),
                Strata.earlier(settings.season(), job.start()).stream()
                    .filter(start -> !start.isBefore(from))
                    .toList())
            .stream()
            .sorted(java.util.Comparator.reverseOrder())
            .limit(SEASONS)
            .toList();
    add(baselines, "season", job, current, season, List.of());
    return baselines;
  }

  private void add(
      List<WindowBaseline> to,
      String name,
      Job job,
      WatchPlan current,
      List<Instant> starts,
      List<Instant> labelled)
      throws IOException {
    if (starts.isEmpty()) {
      return;
    }
    Profile profile = combined(job, current, starts);
    Profile performing =
        labelled.equals(starts)
            ? profile
            : labelled.isEmpty() ? null : combined(job, current, labelled);
    to.add(new WindowBaseline(name, profile, performing));
  }

  private Profile combined(Job job, WatchPlan current, List<Instant> starts) throws IOException {
    Profile all = current.empty();
    for (Instant start : starts) {
      Profile one = files.find(series.id(), current, start);
      if (one == null) {
        Instant end = job.monitor().settings().window().end(start);
        one = current.read(job.rows(), series.version(), start, end);
        files.keep(series.id(), current, start, one);
      }
      all.combine(one);
    }
    return all;
  }

  private JudgedWindow judged(
      Job job,
      Window window,
      long labelled,
      double share,
      Verdict verdict,
      List<ColumnPValue> pValues) {
    Instant before = job.monitor().settings().window().shifted(job.start(), -1);
    Map<String, Integer> lasted = table.persistence(series.id(), before);
    List<BaselineFinding> findings = new ArrayList<>();
    for (BaselineFinding found : verdict.findings()) {
      Finding f = found.finding();
      if (f.severity().atLeast(Severity.WARNING)) {
        Measurement m = f.measurement();
        String key =
            WindowTable.key(
                m.kind().name(), m.check(), m.column(), WindowTable.segment(m.segment()));
        f =
            new Finding(
                m,
                window,
                f.adjustedPValue(),
                f.severity(),
                f.rowsNeeded(),
                1 + lasted.getOrDefault(key, 0),
                f.message());
      }
      findings.add(new BaselineFinding(found.baseline(), f));
    }
    return new JudgedWindow(
        series.model(),
        series.version(),
        window,
        job.revision(),
        labelled,
        share,
        verdict.verdict(),
        verdict.areas(),
        findings,
        pValues);
  }

  private void keep(
      Job job,
      WatchPlan current,
      JudgedWindow judged,
      Verdict verdict,
      Profile profile,
      boolean mature) {
    List<Found> found = new ArrayList<>();
    for (BaselineFinding b : judged.findings()) {
      Finding f = b.finding();
      boolean reason =
          f.measurement().check().equals("labels") || f.measurement().check().equals("baseline");
      if (f.severity().atLeast(Severity.WARNING) || reason) {
        found.add(new Found(f, b.baseline(), f.persistence()));
      }
    }
    table.keep(
        new Row(
            series.id(),
            job.start(),
            job.end(),
            job.revision(),
            job.now(),
            job.rowCount(),
            job.labelCount(),
            job.kpiMark(),
            judged.labelled(),
            judged.labelledShare(),
            judged.verdict(),
            WindowTable.letters(judged.areas()),
            current.number(),
            segments(current, judged.findings()),
            verdict.family(),
            Json.of(
                Figures.of(
                    profile,
                    mature,
                    verdict,
                    job.rows().service(series.version(), job.start(), job.end()),
                    job.kpis(),
                    job.monitor().settings().energy()))),
        found);
  }

  private static String segments(WatchPlan plan, List<BaselineFinding> findings) {
    StringBuilder letters = new StringBuilder();
    for (Segment segment : plan.layout().segments()) {
      List<Severity> own =
          findings.stream()
              .map(BaselineFinding::finding)
              .filter(f -> f.measurement().segment().equals(segment))
              .map(Finding::severity)
              .toList();
      letters.append(own.isEmpty() ? '-' : WindowTable.letter(Severity.worst(own)));
    }
    return letters.toString();
  }
}
