package org.bellwether.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bellwether.registry.Entries;
import org.bellwether.registry.ModelVersion;
import org.bellwether.registry.RegistryException;
import org.bellwether.registry.Stage;
import org.jspecify.annotations.Nullable;

/** The versions of the registered models, and which of them each alias points to. */
public final class VersionTable {

  private final Metadata metadata;
  private final AuditLog audit;
  private final Artifacts artifacts;
  private final InstantSource clock;

  public VersionTable(Metadata metadata, AuditLog audit, Artifacts artifacts, InstantSource clock) {
    this.metadata = metadata;
    this.audit = audit;
    this.artifacts = artifacts;
    this.clock = clock;
  }

  /**
   * A version to register.
   *
   * @param run id of the run that made it, empty where nobody says
   */
  public record Wanted(
      String source, String run, String runLink, String description, Map<String, String> tags) {}

  /** Versions of a model, the latest first. */
  public List<ModelVersion> of(String model) {
    return read("v.model = ?", List.of(model));
  }

  /** Every version of every model, by model, the latest first. */
  public List<ModelVersion> all() {
    return read("true", List.of());
  }

  public Optional<ModelVersion> find(String model, int number) {
    return read("v.model = ? and v.number = ?", List.of(model, number)).stream().findFirst();
  }

  /** Versions whose run logged training data or a profile of them. */
  public List<ModelVersion> withTrainingData() {
    return read("v.training_profile <> ''", List.of());
  }

  /** Versions that a run made. */
  public List<ModelVersion> madeBy(String run) {
    return read("v.run = ?", List.of(run));
  }

  /**
   * The version of a number.
   *
   * @param number as a client writes it
   * @throws RegistryException if there is none
   */
  public ModelVersion require(String model, String number) {
    Optional<ModelVersion> found =
        number.matches("[0-9]{1,9}") ? find(model, Integer.parseInt(number)) : Optional.empty();
    return found.orElseThrow(() ->
        RegistryException.missing("The model '" + model + "' has no version '" + number + "'."));
  }

  /**
   * The version that an alias points to.
   *
   * @throws RegistryException if the model has no such alias
   */
  public ModelVersion aliased(String model, String alias) {
    return metadata
        .jdbc()
        .sql("select number from model_alias where model = ? and name = ?")
        .params(model, alias)
        .query(Integer.class)
        .optional()
        .flatMap(number -> find(model, number))
        .orElseThrow(() ->
            RegistryException.missing("The model '" + model + "' has no alias '" + alias + "'."));
  }

  private List<ModelVersion> read(String condition, List<Object> values) {
    String in =
        " where exists (select 1 from model_version v where v.model = x.model"
            + " and v.number = x.number and not v.deleted and "
            + condition
            + ")";
    Map<String, Map<String, String>> tags = new HashMap<>();
    metadata
        .jdbc()
        .sql("select x.model, x.number, x.name, x.content from model_version_tag x" + in)
        .params(values)
        .query(row -> {
          tags.computeIfAbsent(key(row), k -> new TreeMap<>())
              .put(row.getString("name"), row.getString("content"));
        });
    Map<String, List<String>> aliases = new HashMap<>();
    metadata
        .jdbc()
        .sql("select x.model, x.number, x.name from model_alias x" + in)
        .params(values)
        .query(row -> {
          aliases.computeIfAbsent(key(row), k -> new ArrayList<>()).add(row.getString("name"));
        });
    return metadata
        .jdbc()
        .sql("select x.* from model_version x" + in + " order by x.model, x.number desc")
        .params(values)
        .query((row, n) ->
            version(
                row,
                tags.getOrDefault(key(row), Map.of()),
                aliases.getOrDefault(key(row), List.of())))
        .list();
  }

  private static String key(ResultSet row) throws SQLException {
    return row.getInt("number") + "/" + row.getString("model");
  }

  private static ModelVersion version(ResultSet row, Map<String, String> tags, List<String> aliases)
      throws SQLException {
    String hash = row.getString("artifact_sha256");
    return new ModelVersion(
        row.getString("model"),
        row.getInt("number"),
        Instant.ofEpochMilli(row.getLong("created")),
        Instant.ofEpochMilli(row.getLong("updated")),
        row.getString("creator"),
        Stage.valueOf(row.getString("stage")),
        row.getString("description"),
        row.getString("source"),
        row.getString("run"),
        row.getString("run_link"),
        tags,
        aliases,
        row.getString("training_profile"),
        hash == null
            ? null
            : new ModelVersion.Artifact(
                hash,
                row.getInt("artifact_files"),
                row.getLong("artifact_bytes"),
                row.getString("artifact_signature")));
  }

  /**
   * Registers the next version of a model.
   *
   * @param model one that is registered
   */
  public ModelVersion create(String model, Wanted wanted, String actor) {
    if (wanted.source().isBlank()) {
      throw RegistryException.invalid(
          "field source is missing: say where the artifact is, such as runs:/RUN_ID/model");
    }
    String path = artifacts.locate(wanted.source()).orElse("");
    ModelVersion.Artifact artifact = path.isEmpty() ? null : artifacts.describe(path).orElse(null);
    String profile = artifacts.profile(wanted.run());
    long now = clock.millis();
    int[] number = new int[1];
    audit.record(() -> {
      number[0] = next(model);
      ModelVersion version =
          new ModelVersion(
              model,
              number[0],
              Instant.ofEpochMilli(now),
              Instant.ofEpochMilli(now),
              actor,
              Stage.NONE,
              wanted.description(),
              wanted.source(),
              wanted.run(),
              wanted.runLink(),
              wanted.tags(),
              List.of(),
              profile,
              artifact);
      insert(version, artifact == null ? "" : path);
      touch(model, now);
      return new AuditLog.Change(actor, "version.create", object(version), null, Json.of(version));
    });
    return find(model, number[0]).orElseThrow();
  }

  private static String object(ModelVersion version) {
    return "model:" + version.model() + "/" + version.number();
  }

  private int next(String model) {
    return metadata
        .jdbc()
        .sql("select coalesce(max(number), 0) + 1 from model_version where model = ?")
        .param(model)
        .query(Integer.class)
        .single();
  }

  private void insert(ModelVersion version, String path) {
    ModelVersion.Artifact artifact = version.artifact();
    metadata
        .jdbc()
        .sql(
            """
            insert into model_version (model, number, created, updated, creator, stage,
              description, source, run, run_link, deleted, artifact_sha256, artifact_files,
              artifact_bytes, artifact_signature, artifact_path, training_profile)
            values (:model, :number, :created, :updated, :creator, :stage, :description, :source,
              :run, :link, false, :hash, :files, :bytes, :signature, :path, :profile)
            """)
        .param("model", version.model())
        .param("number", version.number())
        .param("created", version.created().toEpochMilli())
        .param("updated", version.updated().toEpochMilli())
        .param("creator", version.creator())
        .param("stage", version.stage().name())
        .param("description", version.description())
        .param("source", version.source())
        .param("run", version.run())
        .param("link", version.runLink())
        .param("hash", artifact == null ? null : artifact.sha256())
        .param("files", artifact == null ? 0 : artifact.files())
        .param("bytes", artifact == null ? 0L : artifact.bytes())
        .param("signature", artifact == null ? "" : artifact.signature())
        .param("path", path)
        .param("profile", version.profile())
        .update();
    version.tags().forEach((key, value) -> putTag(version, key, value));
  }

  private void touch(String model, long now) {
    new RegisteredModels(metadata, audit, clock).touch(model, now);
  }

  /** Says what a version is. */
  public ModelVersion describe(String model, String number, String description, String actor) {
    if (description.length() > ModelVersion.MAX_DESCRIPTION) {
      throw RegistryException.invalid(
          "description of a version may have " + ModelVersion.MAX_DESCRIPTION + " characters");
    }
    return change(
        model,
        number,
        "version.describe",
        actor,
        version -> set(version, "description", description));
  }

  /**
   * Moves a version to a stage.
   *
   * @param archive whether versions that are in that stage leave it for {@link Stage#ARCHIVED}
   */
  public ModelVersion stage(
      String model, String number, Stage stage, boolean archive, String actor) {
    return change(
        model,
        number,
        "version.stage",
        actor,
        version -> {
          if (archive) {
            of(model).stream()
                .filter(other -> other.stage() == stage && other.number() != version.number())
                .forEach(other -> set(other, "stage", Stage.ARCHIVED.name()));
          }
          set(version, "stage", stage.name());
        });
  }

  /** Sets a tag, or deletes it where the value is {@code null}. */
  public ModelVersion tag(
      String model, String number, String key, @Nullable String value, String actor) {
    Entries.requireTags(Map.of(key, value == null ? "" : value));
    return change(model, number, "version.tag", actor, version -> putTag(version, key, value));
  }

  /** Deletes a version with its tags and aliases; its number is not given again. */
  public void delete(String model, String number, String actor) {
    audit.record(() -> {
      ModelVersion version = require(model, number);
      for (String table : List.of("model_alias", "model_version_tag")) {
        metadata
            .jdbc()
            .sql("delete from " + table + " where model = ? and number = ?")
            .params(model, version.number())
            .update();
      }
      set(version, "deleted", true);
      touch(model, clock.millis());
      return new AuditLog.Change(actor, "version.delete", object(version), Json.of(version), null);
    });
  }

  /** Points an alias to a version; it leaves the one that it pointed to before. */
  public void alias(String model, String alias, String number, String actor) {
    Entries.requireAlias(alias);
    audit.record(() -> {
      ModelVersion version = require(model, number);
      Optional<Integer> before = pointsTo(model, alias);
      deleteAlias(model, alias);
      metadata
          .jdbc()
          .sql("insert into model_alias (model, name, number) values (?, ?, ?)")
          .params(model, alias, version.number())
          .update();
      touch(model, clock.millis());
      return new AuditLog.Change(
          actor,
          "alias.set",
          "model:" + model + "@" + alias,
          before.map(n -> Json.of(Map.of("version", n))).orElse(null),
          Json.of(Map.of("version", version.number())));
    });
  }

  /**
   * Takes an alias away.
   *
   * @throws RegistryException if the model has none of that name
   */
  public void removeAlias(String model, String alias, String actor) {
    audit.record(() -> {
      int before = aliased(model, alias).number();
      deleteAlias(model, alias);
      touch(model, clock.millis());
      return new AuditLog.Change(
          actor,
          "alias.delete",
          "model:" + model + "@" + alias,
          Json.of(Map.of("version", before)),
          null);
    });
  }

  private Optional<Integer> pointsTo(String model, String alias) {
    return metadata
        .jdbc()
        .sql("select number from model_alias where model = ? and name = ?")
        .params(model, alias)
        .query(Integer.class)
        .optional();
  }

  private void deleteAlias(String model, String alias) {
    metadata
        .jdbc()
        .sql("delete from model_alias where model = ? and name = ?")
        .params(model, alias)
        .update();
  }

  /** Remembers training data that came after its version; a version's first one stays. */
  public void profile(ModelVersion version, String path) {
    metadata
        .jdbc()
        .sql(
            """
            update model_version set training_profile = ?
            where model = ? and number = ? and training_profile = ''
            """)
        .params(path, version.model(), version.number())
        .update();
  }

  private ModelVersion change(
      String model,
      String number,
      String action,
      String actor,
      java.util.function.Consumer<ModelVersion> change) {
    audit.record(() -> {
      ModelVersion before = require(model, number);
      change.accept(before);
      long now = clock.millis();
      set(before, "updated", now);
      touch(model, now);
      return new AuditLog.Change(
          actor, action, object(before), Json.of(before), Json.of(require(model, number)));
    });
    return require(model, number);
  }

  private void set(ModelVersion version, String column, Object value) {
    metadata
        .jdbc()
        .sql("update model_version set " + column + " = ? where model = ? and number = ?")
        .params(value, version.model(), version.number())
        .update();
  }

  private void putTag(ModelVersion version, String key, @Nullable String value) {
    metadata
        .jdbc()
        .sql("delete from model_version_tag where model = ? and number = ? and name = ?")
        .params(version.model(), version.number(), key)
        .update();
    if (value != null) {
      metadata
          .jdbc()
          .sql("insert into model_version_tag (model, number, name, content) values (?, ?, ?, ?)")
          .params(version.model(), version.number(), key, value)
          .update();
    }
  }
}
