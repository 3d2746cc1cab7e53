package org.bellwether.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bellwether.registry.Entries;
import org.bellwether.registry.Model;
import org.bellwether.registry.ModelVersion;
import org.bellwether.registry.RegisteredModel;
import org.bellwether.registry.RegistryException;
import org.jspecify.annotations.Nullable;

/** What the registry adds to the models of the catalog: description, tags, aliases. */
public final class RegisteredModels {

  private record Added(String description, long updated, boolean listed) {}

  private final Metadata metadata;
  private final AuditLog audit;
  private final InstantSource clock;

  public RegisteredModels(Metadata metadata, AuditLog audit, InstantSource clock) {
    this.metadata = metadata;
    this.audit = audit;
    this.clock = clock;
  }

  /** A model with what the registry adds to it. */
  public RegisteredModel of(Model model) {
    return of(List.of(model)).get(0);
  }

  /** The same of many models, in their order. */
  public List<RegisteredModel> of(List<Model> models) {
    if (models.isEmpty()) {
      return List.of();
    }
    boolean one = models.size() == 1;
    String where = one ? " where model = ?" : "";
    List<Object> values = one ? List.of(models.get(0).name()) : List.of();
    Map<String, Added> added = new HashMap<>();
    metadata
        .jdbc()
        .sql("select model, description, updated, listed from registered_model" + where)
        .params(values)
        .query(row -> {
          added.put(
              row.getString("model"),
              new Added(
                  row.getString("description"), row.getLong("updated"), row.getBoolean("listed")));
        });
    Map<String, Map<String, String>> tags = new HashMap<>();
    metadata
        .jdbc()
        .sql("select model, name, content from registered_model_tag" + where)
        .params(values)
        .query(row -> {
          tags.computeIfAbsent(row.getString("model"), m -> new TreeMap<>())
              .put(row.getString("name"), row.getString("content"));
        });
    Map<String, Map<String, Integer>> aliases = new HashMap<>();
    metadata
        .jdbc()
        .sql("select model, name, number from model_alias" + where)
        .params(values)
        .query(row -> {
          aliases
              .computeIfAbsent(row.getString("model"), m -> new TreeMap<>())
              .put(row.getString("name"), row.getInt("number"));
        });
    return models.stream()
        .map(model -> {
          Added more = added.get(model.name());
          return new RegisteredModel(
              model,
              more == null ? "" : more.description(),
              more == null ? model.registered() : Instant.ofEpochMilli(more.updated()),
              more == null || more.listed(),
              tags.getOrDefault(model.name(), Map.of()),
              aliases.getOrDefault(model.name(), Map.of()));
        })
        .toList();
  }

  /** Says what a model is and tags it, and lists it again if it was deleted. */
  public void describe(Model model, String description, Map<String, String> tags, String actor) {
    if (description.length() > ModelVersion.MAX_DESCRIPTION) {
      throw RegistryException.invalid(
          "description of a model may have " + ModelVersion.MAX_DESCRIPTION + " characters");
    }
    Entries.requireTags(tags);
    change(
        model,
        "model.describe",
        actor,
        () -> {
          put(model.name(), description, true);
          tags.forEach((key, value) -> putTag(model.name(), key, value));
        });
  }

  /** Sets a tag, or deletes it where the value is {@code null}. */
  public void tag(Model model, String key, @Nullable String value, String actor) {
    Entries.requireTags(Map.of(key, value == null ? "" : value));
    change(
        model,
        "model.tag",
        actor,
        () -> {
          RegisteredModel before = of(model);
          put(model.name(), before.description(), before.listed());
          putTag(model.name(), key, value);
        });
  }

  /**
   * Takes a model out of the registry with its versions, aliases and tags; the model and its events
   * stay.
   */
  public void delete(Model model, String actor) {
    change(
        model,
        "model.unlist",
        actor,
        () -> {
          for (String table : List.of("model_alias", "model_version_tag", "registered_model_tag")) {
            metadata
                .jdbc()
                .sql("delete from " + table + " where model = ?")
                .param(model.name())
                .update();
          }
          metadata
              .jdbc()
              .sql("update model_version set deleted = true where model = ?")
              .param(model.name())
              .update();
          put(model.name(), "", false);
        });
  }

  private void change(Model model, String action, String actor, Runnable change) {
    audit.record(() -> {
      RegisteredModel before = of(model);
      change.run();
      return new AuditLog.Change(
          actor, action, "model:" + model.name(), Json.of(before), Json.of(of(model)));
    });
  }

  private Optional<Added> added(String model) {
    return metadata
        .jdbc()
        .sql("select description, updated, listed from registered_model where model = ?")
        .param(model)
        .query((row, n) ->
            new Added(
                row.getString("description"), row.getLong("updated"), row.getBoolean("listed")))
        .optional();
  }

  void touch(String model, long now) {
    Added before = added(model).orElseGet(() -> new Added("", now, true));
    put(model, before.description(), before.listed());
  }

  private void put(String model, String description, boolean listed) {
    metadata.jdbc().sql("delete from registered_model where model = ?").param(model).update();
    metadata
        .jdbc()
        .sql(
            """
            insert into registered_model (model, description, updated, listed) values (?, ?, ?, ?)
            """)
        .params(model, description, clock.millis(), listed)
        .update();
  }

  private void putTag(String model, String key, @Nullable String value) {
    metadata
        .jdbc()
        .sql("delete from registered_model_tag where model = ? and name = ?")
        .params(model, key)
        .update();
    if (value != null) {
      metadata
          .jdbc()
          .sql("insert into registered_model_tag (model, name, content) values (?, ?, ?)")
          .params(model, key, value)
          .update();
    }
  }
}
