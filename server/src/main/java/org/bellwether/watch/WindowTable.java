package org.bellwether.watch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.bellwether.finding.Area;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Severity;
import org.bellwether.render.JsonReport;
import org.bellwether.store.Metadata;
import org.jspecify.annotations.Nullable;

/** Judged windows and what was found in them. */
public final class WindowTable {

  /** Findings of one window that are kept, the worst. */
  static final int MOST_FINDINGS = 200;

  /** Neither data nor predictions have a warning. */
  private static final String HEALTHY =
      """
      row_count > 0 and areas not like 'w%' and areas not like 'c%'
      and areas not like '_w%' and areas not like '_c%'
      """;

  private static final String PERFORMS =
      " and areas not like '__w%' and areas not like '__c%' and labelled_share >= :share";

  /** A watched version. */
  record Series(long id, String model, String version) {}

  /** What a window held when it was judged. */
  record Print(long rows, long labels, long kpis, int revision, boolean told) {}

  /** A window to keep. */
  record Row(
      long series,
      Instant start,
      Instant end,
      int revision,
      Instant judged,
      long rows,
      long labels,
      long kpis,
      long labelled,
      double labelledShare,
      Severity verdict,
      String areas,
      int plan,
      String segments,
      int family,
      String figures) {}

  /** A finding to keep. */
  record Found(Finding finding, String baseline, int persistence) {}

  private final Metadata metadata;
  private final Map<String, Long> ids = new ConcurrentHashMap<>();

  public WindowTable(Metadata metadata) {
    this.metadata = metadata;
  }

  static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** The number of a version, made when it is new. */
  long series(String model, String version) {
    return ids.computeIfAbsent(
        model + '\0' + version,
        key ->
            metadata.inTransaction(() -> {
              Long known = find(model, version);
              if (known != null) {
                return known;
              }
              metadata
                  .jdbc()
                  .sql("insert into watched_version (model, version) values (?, ?)")
                  .params(model, version)
                  .update();
              return java.util.Objects.requireNonNull(find(model, version));
            }));
  }

  private @Nullable Long find(String model, String version) {
    return metadata
        .jdbc()
        .sql("select id from watched_version where model = ? and version = ?")
        .params(model, version)
        .query(Long.class)
        .optional()
        .orElse(null);
  }

  /** The versions of a model that have been watched. */
  List<Series> series(String model) {
    return metadata
        .jdbc()
        .sql("select id, version from watched_version where model = ? order by id")
        .param(model)
        .query((row, n) -> new Series(row.getLong(1), model, row.getString(2)))
        .list();
  }

  /** What the windows of a version held when they were judged, by start. */
  Map<Instant, Print> prints(long series, Instant from, Instant to) {
    Map<Instant, Print> prints = new TreeMap<>();
    metadata
        .jdbc()
        .sql(
            """
            select begins, row_count, label_count, kpi_mark, revision, told from watched_window
            where series = :series and begins >= :from and begins < :to
            """)
        .param("series", series)
        .param("from", utc(from))
        .param("to", utc(to))
        .query(row -> {
          prints.put(
              instant(row, "begins"),
              new Print(
                  row.getLong("row_count"),
                  row.getLong("label_count"),
                  row.getLong("kpi_mark"),
                  row.getInt("revision"),
                  row.getBoolean("told")));
        });
    return prints;
  }

  /** Keeps a window with its findings, in the place of its earlier revision. */
  void keep(Row row, List<Found> findings) {
    metadata.inTransaction(() -> {
      for (String table : List.of("window_finding", "watched_window")) {
        metadata
            .jdbc()
            .sql("delete from " + table + " where series = ? and begins = ?")
            .params(row.series(), utc(row.start()))
            .update();
      }
      insert(row);
      for (int i = 0; i < Math.min(MOST_FINDINGS, findings.size()); i++) {
        insert(row, i, findings.get(i));
      }
      return true;
    });
  }

  private void insert(Row row) {
    metadata
        .jdbc()
        .sql(
            """
            insert into watched_window (series, begins, ends, revision, judged, row_count,
              label_count, kpi_mark, labelled, labelled_share, verdict, areas, plan, segments, family,
              figures, told)
            values (:series, :begins, :ends, :revision, :judged, :rows, :labels, :kpis, :labelled, :share,
              :verdict, :areas, :plan, :segments, :family, :figures, false)
            """)
        .param("series", row.series())
        .param("begins", utc(row.start()))
        .param("ends", utc(row.end()))
        .param("revision", row.revision())
        .param("judged", utc(row.judged()))
        .param("rows", row.rows())
        .param("labels", row.labels())
        .param("kpis", row.kpis())
        .param("labelled", row.labelled())
        .param("share", row.labelledShare())
        .param("verdict", row.verdict().name())
        .param("areas", row.areas())
        .param("plan", row.plan())
        .param("segments", row.segments())
        .param("family", row.family())
        .param("figures", row.figures())
        .update();
  }

  private void insert(Row row, int position, Found found) {
    var m = found.finding().measurement();
    metadata
        .jdbc()
        .sql(
            """
            insert into window_finding (series, begins, position, severity, kind, check_name,
              column_name, segment, baseline, persistence, content)
            values (:series, :begins, :position, :severity, :kind, :check, :column, :segment,
              :baseline, :persistence, :content)
            """)
        .param("series", row.series())
        .param("begins", utc(row.start()))
        .param("position", position)
        .param("severity", found.finding().severity().name())
        .param("kind", m.kind().name())
        .param("check", m.check())
        .param("column", m.column())
        .param("segment", segment(m.segment()))
        .param("baseline", found.baseline())
        .param("persistence", found.persistence())
        .param("content", JsonReport.render(found.finding()))
        .update();
  }

  /** How a segment is kept: empty for all rows. */
  static String segment(org.bellwether.schema.Segment segment) {
    String text = segment.isWhole() ? "" : segment.toString();
    return text.length() <= 1000 ? text : text.substring(0, 1000);
  }

  /** Notes that whoever listens has heard of a window. */
  void told(long series, Instant start) {
    metadata
        .jdbc()
        .sql("update watched_window set told = true where series = ? and begins = ?")
        .params(series, utc(start))
        .update();
  }

  /**
   * The latest healthy windows before a moment, latest first.
   *
   * @param since windows from here on count
   * @param share share of labels that they need; 0 for none
   */
  List<Instant> healthy(long series, Instant since, Instant before, int most, double share) {
    var query =
        metadata
            .jdbc()
            .sql(
                "select begins from watched_window where series = :series and begins >= :since"
                    + " and begins < :before and "
                    + HEALTHY
                    + (share > 0 ? PERFORMS : "")
                    + " order by begins desc limit :most")
            .param("series", series)
            .param("since", utc(since))
            .param("before", utc(before))
            .param("most", most);
    return (share > 0 ? query.param("share", share) : query)
        .query((row, n) -> instant(row, "begins"))
        .list();
  }

  /** The first windows of a version, whatever their verdict. */
  List<Instant> first(long series, Instant since, Instant before, int most) {
    return metadata
        .jdbc()
        .sql(
            """
            select begins from watched_window where series = :series and begins >= :since
              and begins < :before and row_count > 0 order by begins limit :most
            """)
        .param("series", series)
        .param("since", utc(since))
        .param("before", utc(before))
        .param("most", most)
        .query((row, n) -> instant(row, "begins"))
        .list();
  }

  /** Those of some windows that are healthy. */
  List<Instant> healthyOf(long series, Collection<Instant> starts) {
    if (starts.isEmpty()) {
      return List.of();
    }
    return metadata
        .jdbc()
        .sql(
            "select begins from watched_window where series = :series and begins in (:starts) and "
                + HEALTHY
                + " order by begins")
        .param("series", series)
        .param("starts", starts.stream().map(WindowTable::utc).toList())
        .query((row, n) -> instant(row, "begins"))
        .list();
  }

  /** For how many windows in a row each finding has lasted, by its key, as of one window. */
  Map<String, Integer> persistence(long series, Instant start) {
    Map<String, Integer> lasted = new HashMap<>();
    metadata
        .jdbc()
        .sql(
            """
            select kind, check_name, column_name, segment, persistence from window_finding
            where series = ? and begins = ? and persistence > 0
            """)
        .params(series, utc(start))
        .query(row -> {
          lasted.merge(
              key(
                  row.getString("kind"),
                  row.getString("check_name"),
                  row.getString("column_name"),
                  row.getString("segment")),
              row.getInt("persistence"),
              Math::max);
        });
    return lasted;
  }

  static String key(String kind, String check, @Nullable String column, String segment) {
    return String.join("\0", kind, check, String.valueOf(column), segment);
  }

  /** Deletes the windows of a version before a moment. */
  void forgetBefore(long series, Instant moment) {
    for (String table : List.of("window_finding", "watched_window")) {
      metadata
          .jdbc()
          .sql("delete from " + table + " where series = ? and begins < ?")
          .params(series, utc(moment))
          .update();
    }
  }

  /** A letter each for the areas, {@code -} for those that were not judged. */
  static String letters(Map<Area, Severity> areas) {
    StringBuilder letters = new StringBuilder();
    for (Area area : Area.values()) {
      Severity severity = areas.get(area);
      letters.append(severity == null ? '-' : letter(severity));
    }
    return letters.toString();
  }

  static char letter(Severity severity) {
    return Character.toLowerCase(severity.name().charAt(0));
  }

  static @Nullable Severity severity(char letter) {
    return Arrays.stream(Severity.values())
        .filter(s -> letter(s) == letter)
        .findFirst()
        .orElse(null);
  }

  static Map<Area, Severity> areas(String letters) {
    Map<Area, Severity> areas = new EnumMap<>(Area.class);
    Area[] all = Area.values();
    for (int i = 0; i < Math.min(all.length, letters.length()); i++) {
      Area area = all[i];
      Severity severity = severity(letters.charAt(i));
      if (severity != null) {
        areas.put(area, severity);
      }
    }
    return areas;
  }

  /** A window as it is kept, with the plan that its segments are numbered by. */
  record Kept(Row row, String model, String version) {}

  /**
   * Windows of a model that begin in a span, latest first.
   *
   * @param version to look at, {@code null} for every one
   */
  List<Kept> windows(String model, @Nullable String version, Instant from, Instant to, int most) {
    var query =
        metadata
            .jdbc()
            .sql(
                "select w.*, v.model, v.version from watched_window w join watched_version v"
                    + " on v.id = w.series where v.model = :model and w.begins >= :from"
                    + " and w.begins < :to"
                    + (version == null ? "" : " and v.version = :version")
                    + " order by w.begins desc, v.version limit :most")
            .param("model", model)
            .param("from", utc(from))
            .param("to", utc(to))
            .param("most", most);
    return (version == null ? query : query.param("version", version))
        .query((row, n) -> new Kept(row(row), row.getString("model"), row.getString("version")))
        .list();
  }

  /** The latest window of every watched version that has one since a moment. */
  List<Kept> latest(Instant since) {
    return metadata
        .jdbc()
        .sql(
            """
            select w.*, v.model, v.version from watched_window w
              join watched_version v on v.id = w.series
              join (select series, max(begins) as last_begins from watched_window
                where begins >= :since group by series) l
              on l.series = w.series and l.last_begins = w.begins
            order by v.model, v.version
            """)
        .param("since", utc(since))
        .query((row, n) -> new Kept(row(row), row.getString("model"), row.getString("version")))
        .list();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("series"),
        instant(row, "begins"),
        instant(row, "ends"),
        row.getInt("revision"),
        instant(row, "judged"),
        row.getLong("row_count"),
        row.getLong("label_count"),
        row.getLong("kpi_mark"),
        row.getLong("labelled"),
        row.getDouble("labelled_share"),
        Severity.valueOf(row.getString("verdict")),
        row.getString("areas"),
        row.getInt("plan"),
        row.getString("segments"),
        row.getInt("family"),
        row.getString("figures"));
  }

  /** A finding of a window as it is kept. */
  record FoundIn(
      String version,
      Instant start,
      Instant end,
      String baseline,
      int persistence,
      String content) {}

  /** Findings of a model's windows that begin in a span, latest window first, worst first. */
  List<FoundIn> findings(
      String model,
      @Nullable String version,
      @Nullable String segment,
      Instant from,
      Instant to,
      int most) {
    List<String> conditions = new ArrayList<>();
    Map<String, Object> params = new HashMap<>();
    params.put("model", model);
    params.put("from", utc(from));
    params.put("to", utc(to));
    params.put("most", most);
    if (version != null) {
      conditions.add(" and v.version = :version");
      params.put("version", version);
    }
    if (segment != null) {
      conditions.add(" and f.segment = :segment");
      params.put("segment", segment);
    }
    return metadata
        .jdbc()
        .sql(
            "select v.version, w.begins, w.ends, f.baseline, f.persistence, f.content"
                + " from window_finding f"
                + " join watched_window w on w.series = f.series and w.begins = f.begins"
                + " join watched_version v on v.id = f.series"
                + " where v.model = :model and f.begins >= :from and f.begins < :to"
                + String.join("", conditions)
                + " order by f.begins desc, v.version, f.position limit :most")
        .params(params)
        .query((row, n) ->
            new FoundIn(
                row.getString("version"),
                instant(row, "begins"),
                instant(row, "ends"),
                row.getString("baseline"),
                row.getInt("persistence"),
                row.getString("content")))
        .list();
  }
}
