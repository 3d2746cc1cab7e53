package org.bellwether.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Model;
import org.bellwether.registry.Privacy;
import org.bellwether.registry.Risk;

/** The registered models in the SQL database, all of them held in memory too. */
public final class ModelTable implements Catalog {

  private final Metadata metadata;
  private final AuditLog audit;
  private volatile Map<String, Model> models;

  public ModelTable(Metadata metadata, AuditLog audit) {
    this.metadata = metadata;
    this.audit = audit;
    models = load();
  }

  @Override
  public Optional<Model> find(String name) {
    return Optional.ofNullable(models.get(name));
  }

  @Override
  public List<Model> all() {
    return List.copyOf(models.values());
  }

  @Override
  public synchronized Model register(Model model, String actor) {
    Model before = models.get(model.name());
    if (before != null) {
      return before;
    }
    audit.record(() -> {
      requireUnit(model);
      insert(model);
      return new AuditLog.Change(
          actor, "model.register", "model:" + model.name(), null, Json.of(model));
    });
    models = load();
    return find(model.name()).orElseThrow();
  }

  @Override
  public synchronized void update(Model model, String actor) {
    Model before = models.get(model.name());
    if (before == null) {
      throw new IllegalArgumentException("no model '" + model.name() + "' is registered");
    }
    audit.record(() -> {
      requireUnit(model);
      delete("field_privacy", "model", model.name());
      delete("model_input", "model", model.name());
      metadata
          .jdbc()
          .sql(
              """
              update model set unit = :unit, owner = :owner, risk = :risk,
                retention_days = :days where name = :name
              """)
          .param("unit", model.unit())
          .param("owner", model.owner())
          .param("risk", model.risk().name())
          .param("days", model.retentionDays())
          .param("name", model.name())
          .update();
      insertFields(model);
      return new AuditLog.Change(
          actor, "model.update", "model:" + model.name(), Json.of(before), Json.of(model));
    });
    models = load();
  }

  private void delete(String table, String column, String value) {
    metadata.jdbc().sql("delete from " + table + " where " + column + " = ?").param(value).update();
  }

  private void requireUnit(Model model) {
    if (!new UnitTable(metadata, audit).exists(model.unit())) {
      throw new IllegalArgumentException(
          "no business unit '" + model.unit() + "': create it with POST /v1/units first");
    }
  }

  private void insert(Model model) {
    metadata
        .jdbc()
        .sql(
            """
            insert into model (name, unit, owner, risk, retention_days, registered)
            values (:name, :unit, :owner, :risk, :days, :registered)
            """)
        .param("name", model.name())
        .param("unit", model.unit())
        .param("owner", model.owner())
        .param("risk", model.risk().name())
        .param("days", model.retentionDays())
        .param("registered", model.registered().atOffset(ZoneOffset.UTC))
        .update();
    insertFields(model);
  }

  private void insertFields(Model model) {
    model
        .privacy()
        .forEach((field, privacy) ->
            metadata
                .jdbc()
                .sql("insert into field_privacy (model, field, privacy) values (?, ?, ?)")
                .params(model.name(), field, privacy.name())
                .update());
    for (int i = 0; i < model.inputs().size(); i++) {
      metadata
          .jdbc()
          .sql("insert into model_input (model, position, name) values (?, ?, ?)")
          .params(model.name(), i, model.inputs().get(i))
          .update();
    }
  }

  private Map<String, Model> load() {
    Map<String, Map<String, Privacy>> privacy = new HashMap<>();
    metadata
        .jdbc()
        .sql("select model, field, privacy from field_privacy")
        .query(row -> {
          privacy
              .computeIfAbsent(row.getString("model"), m -> new TreeMap<>())
              .put(row.getString("field"), Privacy.valueOf(row.getString("privacy")));
        });
    Map<String, List<String>> inputs = new HashMap<>();
    metadata
        .jdbc()
        .sql("select model, name from model_input order by model, position")
        .query(row -> {
          inputs
              .computeIfAbsent(row.getString("model"), m -> new ArrayList<>())
              .add(row.getString("name"));
        });
    Map<String, Model> byName = new TreeMap<>();
    metadata
        .jdbc()
        .sql("select name, unit, owner, risk, retention_days, registered from model")
        .query((row, n) -> model(row, privacy, inputs))
        .list()
        .forEach(m -> byName.put(m.name(), m));
    return Collections.unmodifiableMap(byName);
  }

  private static Model model(
      ResultSet row, Map<String, Map<String, Privacy>> privacy, Map<String, List<String>> inputs)
      throws SQLException {
    String name = row.getString("name");
    return new Model(
        name,
        row.getString("unit"),
        row.getString("owner"),
        Risk.valueOf(row.getString("risk")),
        row.getObject("retention_days", Integer.class),
        privacy.getOrDefault(name, Map.of()),
        inputs.getOrDefault(name, List.of()),
        row.getObject("registered", OffsetDateTime.class).toInstant());
  }
}
