package org.bellwether.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bellwether.registry.Entries;
import org.bellwether.registry.Experiment;
import org.bellwether.registry.Model;
import org.bellwether.registry.RegistryException;
import org.bellwether.registry.RegistryException.Reason;

/** The experiments that runs belong to. */
public final class ExperimentTable {

  private final Metadata metadata;
  private final AuditLog audit;
  private final InstantSource clock;

  public ExperimentTable(Metadata metadata, AuditLog audit, InstantSource clock) {
    this.metadata = metadata;
    this.audit = audit;
    this.clock = clock;
  }

  /** Creates the experiment of runs for which nobody named one, unless it is there. */
  public void requireDefault() {
    if (find(Experiment.DEFAULT).isEmpty()) {
      long now = clock.millis();
      metadata
          .jdbc()
          .sql(
              """
              insert into experiment (id, name, unit, active, created, updated)
              values (0, 'Default', :unit, true, :now, :now)
              """)
          .param("unit", Model.DEFAULT_UNIT)
          .param("now", now)
          .update();
    }
  }

  public Optional<Experiment> find(String id) {
    return id.matches("[0-9]{1,18}") ? one("id = ?", Long.valueOf(id)) : Optional.empty();
  }

  public Optional<Experiment> named(String name) {
    return one("name = ?", name);
  }

  /**
   * The experiment of an id.
   *
   * @throws RegistryException if there is none
   */
  public Experiment require(String id) {
    return find(id)
        .orElseThrow(() ->
            RegistryException.missing(
                "There is no experiment with the id '"
                    + id
                    + "'; experiments/search lists those there are."));
  }

  private Optional<Experiment> one(String condition, Object value) {
    return read("where " + condition, List.of(value)).stream().findFirst();
  }

  /** All of them, deleted ones too, the latest first. */
  public List<Experiment> all() {
    return read("", List.of());
  }

  private List<Experiment> read(String where, List<Object> values) {
    Map<Long, Map<String, String>> tags = new HashMap<>();
    metadata
        .jdbc()
        .sql(
            "select t.experiment, t.name, t.content from experiment_tag t"
                + (where.isEmpty()
                    ? ""
                    : " where t.experiment in (select id from experiment " + where + ")"))
        .params(values)
        .query(row -> {
          tags.computeIfAbsent(row.getLong("experiment"), e -> new TreeMap<>())
              .put(row.getString("name"), row.getString("content"));
        });
    return metadata
        .jdbc()
        .sql("select * from experiment " + where + " order by updated desc, id desc")
        .params(values)
        .query((row, n) -> experiment(row, tags))
        .list();
  }

  private static Experiment experiment(ResultSet row, Map<Long, Map<String, String>> tags)
      throws SQLException {
    long id = row.getLong("id");
    return new Experiment(
        String.valueOf(id),
        row.getString("name"),
        row.getString("unit"),
        row.getBoolean("active"),
        Instant.ofEpochMilli(row.getLong("created")),
        Instant.ofEpochMilli(row.getLong("updated")),
        tags.getOrDefault(id, Map.of()));
  }

  /**
   * Creates an experiment.
   *
   * @throws RegistryException if one of that name is there, or there is no such unit
   */
  public Experiment create(String name, String unit, Map<String, String> tags, String actor) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    Experiment wanted = new Experiment("", name, unit, true, now, now, tags);
    Entries.requireTags(tags);
    audit.record(() -> {
      requireFree(name);
      if (!new UnitTable(metadata, audit).exists(unit)) {
        throw RegistryException.invalid(
            "no business unit '" + unit + "': create it with POST /v1/units first");
      }
      metadata
          .jdbc()
          .sql(
              """
              insert into experiment (name, unit, active, created, updated)
              values (:name, :unit, true, :now, :now)
              """)
          .param("name", name)
          .param("unit", unit)
          .param("now", now.toEpochMilli())
          .update();
      Experiment created = named(name).orElseThrow();
      tags.forEach((key, value) -> putTag(created.id(), key, value));
      return new AuditLog.Change(
          actor, "experiment.create", "experiment:" + created.id(), null, Json.of(wanted));
    });
    return named(name).orElseThrow();
  }

  private void requireFree(String name) {
    named(name)
        .ifPresent(there -> {
          throw new RegistryException(
              Reason.EXISTS,
              "Experiment '"
                  + name
                  + "' is there already"
                  + (there.active() ? "." : ", but deleted: restore it, or choose another name."));
        });
  }

  /** Renames an experiment. */
  public void rename(String id, String name, String actor) {
    change(
        id,
        "experiment.rename",
        actor,
        before -> {
          Experiment renamed =
              new Experiment(
                  id, name, before.unit(), true, before.created(), before.updated(), before.tags());
          if (!name.equals(before.name())) {
            requireFree(name);
          }
          set(id, "name", renamed.name());
        });
  }

  /** Deletes or restores an experiment with all of its runs; nothing is lost by it. */
  public void activate(String id, boolean active, String actor) {
    if (id.equals(Experiment.DEFAULT) && !active) {
      throw RegistryException.invalid(
          "The experiment 0 takes runs that name none, and cannot be deleted.");
    }
    change(
        id,
        active ? "experiment.restore" : "experiment.delete",
        actor,
        before -> {
          set(id, "active", active);
          metadata
              .jdbc()
              .sql("update run set active = :active where experiment = :id")
              .param("active", active)
              .param("id", Long.valueOf(id))
              .update();
        });
  }

  /** Sets a tag. */
  public void tag(String id, String key, String value, String actor) {
    Entries.requireTags(Map.of(key, value));
    change(id, "experiment.tag", actor, before -> putTag(id, key, value));
  }

  private void change(
      String id, String action, String actor, java.util.function.Consumer<Experiment> change) {
    audit.record(() -> {
      Experiment before = require(id);
      change.accept(before);
      set(id, "updated", clock.millis());
      return new AuditLog.Change(
          actor, action, "experiment:" + id, Json.of(before), Json.of(require(id)));
    });
  }

  private void set(String id, String column, Object value) {
    metadata
        .jdbc()
        .sql("update experiment set " + column + " = ? where id = ?")
        .params(value, Long.valueOf(id))
        .update();
  }

  private void putTag(String id, String key, String value) {
    metadata
        .jdbc()
        .sql("delete from experiment_tag where experiment = ? and name = ?")
        .params(Long.valueOf(id), key)
        .update();
    metadata
        .jdbc()
        .sql("insert into experiment_tag (experiment, name, content) values (?, ?, ?)")
        .params(Long.valueOf(id), key, value)
        .update();
  }
}
