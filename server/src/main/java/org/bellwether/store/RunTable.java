package org.bellwether.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bellwether.registry.DatasetInput;
import org.bellwether.registry.Entries;
import org.bellwether.registry.Metric;
import org.bellwether.registry.RegistryException;
import org.bellwether.registry.Run;
import org.bellwether.registry.RunStatus;
import org.jspecify.annotations.Nullable;

/** Writes runs: what went in, what came out, how far they are. Safe for use by many threads. */
public final class RunTable {

  private final Metadata metadata;
  private final AuditLog audit;
  private final InstantSource clock;
  private final RunReader reader;

  public RunTable(Metadata metadata, AuditLog audit, InstantSource clock) {
    this.metadata = metadata;
    this.audit = audit;
    this.clock = clock;
    reader = new RunReader(metadata);
  }

  /** Finds runs. */
  public RunReader reader() {
    return reader;
  }

  public Optional<Run> find(String id) {
    return reader.find(id);
  }

  /**
   * The run of an id.
   *
   * @throws RegistryException if there is none
   */
  public Run require(String id) {
    return find(id).orElseThrow(() -> missing(id));
  }

  /**
   * The id of the experiment that a run belongs to.
   *
   * @throws RegistryException if there is no such run
   */
  public String experimentOf(String id) {
    return metadata
        .jdbc()
        .sql("select experiment from run where id = ?")
        .param(id)
        .query(Long.class)
        .optional()
        .map(String::valueOf)
        .orElseThrow(() -> missing(id));
  }

  private static RegistryException missing(String id) {
    return RegistryException.missing(
        "There is no run with the id '" + id + "'; runs/search lists those there are.");
  }

  /**
   * Starts a run.
   *
   * @param experiment one that is there
   * @param started {@code null} for now
   */
  public Run create(
      String experiment,
      String name,
      String user,
      @Nullable Instant started,
      Map<String, String> tags) {
    String id = UUID.randomUUID().toString().replace("-", "");
    Instant start = started == null ? clock.instant() : started;
    Run run =
        new Run(
            id,
            experiment,
            name,
            user,
            RunStatus.RUNNING,
            Instant.ofEpochMilli(start.toEpochMilli()),
            null,
            true,
            Map.of(),
            tags,
            List.of(),
            List.of());
    Entries.requireTags(tags);
    metadata.inTransaction(() -> {
      metadata
          .jdbc()
          .sql(
              """
              insert into run (id, experiment, name, user_name, status, started, active)
              values (:id, :experiment, :name, :user, :status, :started, true)
              """)
          .param("id", id)
          .param("experiment", Long.valueOf(experiment))
          .param("name", run.name())
          .param("user", run.user())
          .param("status", run.status().name())
          .param("started", run.started().toEpochMilli())
          .update();
      putTags(id, tags);
      return id;
    });
    return run;
  }

  /** Says how far a run is; {@code null} leaves a thing as it is. */
  public Run update(
      String id, @Nullable RunStatus status, @Nullable Instant ended, @Nullable String name) {
    metadata.inTransaction(() -> {
      lock(id);
      Run run = require(id);
      Run changed =
          new Run(
              id,
              run.experiment(),
              name == null ? run.name() : name,
              run.user(),
              status == null ? run.status() : status,
              run.started(),
              ended == null ? run.ended() : ended,
              true,
              Map.of(),
              Map.of(),
              List.of(),
              List.of());
      Instant end = changed.ended();
      metadata
          .jdbc()
          .sql("update run set name = :name, status = :status, ended = :ended where id = :id")
          .param("name", changed.name())
          .param("status", changed.status().name())
          .param("ended", end == null ? null : end.toEpochMilli())
          .param("id", id)
          .update();
      if (name != null) {
        putTags(id, Map.of("mlflow.runName", name));
      }
      return id;
    });
    return require(id);
  }

  /** Deletes or restores a run; nothing is lost by it. */
  public void activate(String id, boolean active, String actor) {
    audit.record(() -> {
      Run before = require(id);
      metadata.jdbc().sql("update run set active = ? where id = ?").params(active, id).update();
      return new AuditLog.Change(
          actor,
          active ? "run.restore" : "run.delete",
          "run:" + id,
          Json.of(Map.of("active", before.active())),
          Json.of(Map.of("active", active)));
    });
  }

  /**
   * Logs all of it or nothing. A metric that is there already is not logged twice, so that a client
   * may send again.
   *
   * @throws RegistryException if the run was deleted, or a parameter has another value already
   */
  public void log(
      String id, List<Metric> metrics, Map<String, String> params, Map<String, String> tags) {
    Entries.requireParams(params);
    Entries.requireTags(tags);
    metadata.inTransaction(() -> {
      lock(id);
      putParams(id, params);
      putTags(id, tags);
      putMetrics(id, metrics);
      return id;
    });
  }

  /** Changes a tag, which may become longer than those that a client sets. */
  public void change(String id, String key, java.util.function.UnaryOperator<String> change) {
    metadata.inTransaction(() -> {
      lock(id);
      Run run = require(id);
      putTags(id, Map.of(key, change.apply(run.tags().getOrDefault(key, ""))));
      return id;
    });
  }

  /** Deletes a tag of a run. */
  public void deleteTag(String id, String key) {
    metadata.inTransaction(() -> {
      lock(id);
      int gone =
          metadata
              .jdbc()
              .sql("delete from run_tag where run = ? and name = ?")
              .params(id, key)
              .update();
      if (gone == 0) {
        throw RegistryException.missing("The run '" + id + "' has no tag '" + key + "'.");
      }
      return id;
    });
  }

  /** Records the datasets that a run used. */
  public void inputs(String id, Collection<DatasetInput> datasets) {
    metadata.inTransaction(() -> {
      lock(id);
      for (DatasetInput dataset : datasets) {
        metadata
            .jdbc()
            .sql("delete from run_dataset where run = ? and name = ? and digest = ?")
            .params(id, dataset.name(), dataset.digest())
            .update();
        metadata
            .jdbc()
            .sql(
                """
                insert into run_dataset (run, name, digest, source_type, source, columns_json,
                  profile_json, tags_json)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """)
            .params(
                id,
                dataset.name(),
                dataset.digest(),
                dataset.sourceType(),
                dataset.source(),
                dataset.schema(),
                dataset.profile(),
                Json.of(dataset.tags()))
            .update();
      }
      return id;
    });
  }

  /** Writers of one run take turns; a deleted run takes nothing. */
  private void lock(String id) {
    boolean active =
        metadata
            .jdbc()
            .sql("select active from run where id = ? for update")
            .param(id)
            .query(Boolean.class)
            .optional()
            .orElseThrow(() -> missing(id));
    if (!active) {
      throw RegistryException.invalid(
          "The run '" + id + "' was deleted: restore it with runs/restore before logging to it.");
    }
  }

  private void putParams(String id, Map<String, String> params) {
    if (params.isEmpty()) {
      return;
    }
    Map<String, String> there = new HashMap<>();
    metadata
        .jdbc()
        .sql("select name, content from run_param where run = ?")
        .param(id)
        .query(row -> {
          there.put(row.getString("name"), row.getString("content"));
        });
    params.forEach((key, value) -> {
      String before = there.get(key);
      if (before != null && !before.equals(value)) {
        throw RegistryException.invalid(
            "Parameter '"
                + key
                + "' of the run '"
                + id
                + "' is '"
                + before
                + "' and stays so: log '"
                + value
                + "' in a run of its own.");
      }
      if (before == null) {
        metadata
            .jdbc()
            .sql("insert into run_param (run, name, content) values (?, ?, ?)")
            .params(id, key, value)
            .update();
      }
    });
  }

  private void putTags(String id, Map<String, String> tags) {
    tags.forEach((key, value) -> {
      metadata
          .jdbc()
          .sql("delete from run_tag where run = ? and name = ?")
          .params(id, key)
          .update();
      metadata
          .jdbc()
          .sql("insert into run_tag (run, name, content) values (?, ?, ?)")
          .params(id, key, value)
          .update();
    });
  }

  private void putMetrics(String id, List<Metric> metrics) {
    if (metrics.isEmpty()) {
      return;
    }
    Map<String, Metric> last = new HashMap<>();
    reader.lastMetrics(List.of(id)).getOrDefault(id, List.of()).forEach(m -> last.put(m.key(), m));
    for (Metric metric : metrics) {
      metadata
          .jdbc()
          .sql(
              """
              insert into run_metric (run, name, amount, taken, step)
              select :run, :name, :amount, :taken, :step where not exists (
                select 1 from run_metric where run = :run and name = :name and step = :step
                  and taken = :taken and amount = :amount)
              """)
          .param("run", id)
          .param("name", metric.key())
          .param("amount", metric.value())
          .param("taken", metric.timestamp())
          .param("step", metric.step())
          .update();
      Metric before = last.get(metric.key());
      if (before == null || metric.isAfter(before)) {
        last.put(metric.key(), metric);
      }
    }
    metrics.stream().map(Metric::key).distinct().forEach(key -> putLast(id, last.get(key)));
  }

  private void putLast(String id, @Nullable Metric metric) {
    if (metric == null) {
      return;
    }
    metadata
        .jdbc()
        .sql("delete from run_metric_last where run = ? and name = ?")
        .params(id, metric.key())
        .update();
    metadata
        .jdbc()
        .sql(
            """
            insert into run_metric_last (run, name, amount, taken, step) values (?, ?, ?, ?, ?)
            """)
        .params(id, metric.key(), metric.value(), metric.timestamp(), metric.step())
        .update();
  }
}
