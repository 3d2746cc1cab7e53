package org.bellwether.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bellwether.registry.Clause;
import org.bellwether.registry.DatasetInput;
import org.bellwether.registry.Metric;
import org.bellwether.registry.Run;
import org.bellwether.registry.RunStatus;
import org.bellwether.registry.SearchText;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds runs and what was logged of them. */
public final class RunReader {

  /** Most runs of one answer. */
  public static final int MOST = 1_000;

  /** Most values of a metric's history in one answer. */
  public static final int MOST_METRICS = 25_000;

  private final Metadata metadata;

  RunReader(Metadata metadata) {
    this.metadata = metadata;
  }

  /**
   * What runs to look for.
   *
   * @param experiments ids of those that they may belong to
   * @param active {@code null} for deleted ones too
   */
  public record Search(
      List<String> experiments,
      @Nullable Boolean active,
      List<Clause> clauses,
      List<SearchText.Order> orders) {}

  /** Attributes of runs that a search can name. */
  public static Set<String> attributes() {
    return RunQuery.attributes();
  }

  Optional<Run> find(String id) {
    return runs(
            metadata
                .jdbc()
                .sql("select * from run where id = ?")
                .param(id)
                .query(RunReader::bare)
                .list())
        .stream()
        .findFirst();
  }

  /** Runs of many ids, as far as they are there; at most {@link #MOST}. */
  public Map<String, Run> find(List<String> ids) {
    Map<String, Run> found = new HashMap<>();
    List<String> some = ids.stream().filter(id -> !id.isEmpty()).distinct().limit(MOST).toList();
    if (!some.isEmpty()) {
      runs(metadata
              .jdbc()
              .sql("select * from run where id in (:ids)")
              .param("ids", some)
              .query(RunReader::bare)
              .list())
          .forEach(run -> found.put(run.id(), run));
    }
    return found;
  }

  /**
   * Runs that fit, in the order that is asked for, then the latest first.
   *
   * @param limit 1 to one more than {@link #MOST}
   */
  public List<Run> search(Search search, long offset, int limit) {
    List<Long> experiments =
        search.experiments().stream()
            .filter(id -> id.matches("[0-9]{1,18}"))
            .map(Long::valueOf)
            .toList();
    if (experiments.isEmpty()) {
      return List.of();
    }
    RunQuery query = RunQuery.of(search);
    JdbcClient.StatementSpec statement =
        metadata
            .jdbc()
            .sql(query.sql())
            .param("experiments", experiments)
            .param("limit", Math.clamp(limit, 1, MOST + 1))
            .param("offset", offset);
    for (Map.Entry<String, Object> value : query.values().entrySet()) {
      statement = statement.param(value.getKey(), value.getValue());
    }
    return runs(statement.query(RunReader::bare).list());
  }

  /** Values of a metric, by step and time. */
  public List<Metric> history(String run, String key, long offset, int limit) {
    return metadata
        .jdbc()
        .sql(
            """
            select name, amount, taken, step from run_metric where run = :run and name = :name
            order by step, taken, amount limit :limit offset :offset
            """)
        .param("run", run)
        .param("name", key)
        .param("limit", Math.clamp(limit, 1, MOST_METRICS + 1))
        .param("offset", offset)
        .query((row, n) -> metric(row))
        .list();
  }

  Map<String, List<Metric>> lastMetrics(List<String> ids) {
    Map<String, List<Metric>> all = new HashMap<>();
    metadata
        .jdbc()
        .sql("select * from run_metric_last where run in (:ids) order by name")
        .param("ids", ids)
        .query(row -> {
          all.computeIfAbsent(row.getString("run"), r -> new ArrayList<>()).add(metric(row));
        });
    return all;
  }

  private static Metric metric(ResultSet row) throws SQLException {
    return new Metric(
        row.getString("name"), row.getDouble("amount"), row.getLong("taken"), row.getLong("step"));
  }

  private static Run bare(ResultSet row, int number) throws SQLException {
    long ended = row.getLong("ended");
    boolean running = row.wasNull();
    return new Run(
        row.getString("id"),
        String.valueOf(row.getLong("experiment")),
        row.getString("name"),
        row.getString("user_name"),
        RunStatus.valueOf(row.getString("status")),
        Instant.ofEpochMilli(row.getLong("started")),
        running ? null : Instant.ofEpochMilli(ended),
        row.getBoolean("active"),
        Map.of(),
        Map.of(),
        List.of(),
        List.of());
  }

  private List<Run> runs(List<Run> bare) {
    if (bare.isEmpty()) {
      return bare;
    }
    List<String> ids = bare.stream().map(Run::id).toList();
    Map<String, Map<String, String>> params = entries("run_param", ids);
    Map<String, Map<String, String>> tags = entries("run_tag", ids);
    Map<String, List<Metric>> metrics = lastMetrics(ids);
    Map<String, List<DatasetInput>> datasets = datasets(ids);
    return bare.stream()
        .map(run ->
            new Run(
                run.id(),
                run.experiment(),
                run.name(),
                run.user(),
                run.status(),
                run.started(),
                run.ended(),
                run.active(),
                params.getOrDefault(run.id(), Map.of()),
                tags.getOrDefault(run.id(), Map.of()),
                metrics.getOrDefault(run.id(), List.of()),
                datasets.getOrDefault(run.id(), List.of())))
        .toList();
  }

  private Map<String, Map<String, String>> entries(String table, List<String> ids) {
    Map<String, Map<String, String>> all = new HashMap<>();
    metadata
        .jdbc()
        .sql("select run, name, content from " + table + " where run in (:ids)")
        .param("ids", ids)
        .query(row -> {
          all.computeIfAbsent(row.getString("run"), r -> new TreeMap<>())
              .put(row.getString("name"), row.getString("content"));
        });
    return all;
  }

  private Map<String, List<DatasetInput>> datasets(List<String> ids) {
    Map<String, List<DatasetInput>> all = new HashMap<>();
    metadata
        .jdbc()
        .sql("select * from run_dataset where run in (:ids) order by name, digest")
        .param("ids", ids)
        .query(row -> {
          all.computeIfAbsent(row.getString("run"), r -> new ArrayList<>())
              .add(
                  new DatasetInput(
                      row.getString("name"),
                      row.getString("digest"),
                      row.getString("source_type"),
                      row.getString("source"),
                      row.getString("columns_json"),
                      row.getString("profile_json"),
                      Json.texts(row.getString("tags_json"))));
        });
    return all;
  }
}
