package org.bellwether.store;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellwether.registry.ModelVersion;
import org.bellwether.registry.RegistryException;
import org.bellwether.registry.RegistryException.Reason;
import org.bellwether.registry.Run;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Artifacts of runs with the hashes of their bytes, and what they say of a model. */
public final class Artifacts {

  private static final Pattern OF_RUN = Pattern.compile("runs:/+([0-9a-zA-Z]{1,64})(?:/(.*))?");
  private static final Pattern OF_SERVICE = Pattern.compile("mlflow-artifacts:(?://[^/]*)?/+(.*)");
  private static final Pattern PROFILE =
      Pattern.compile("bellwether/(profile\\.[\\w.]+|training\\.(csv|parquet))");
  private static final int MOST_DESCRIPTION_BYTES = 1 << 20;
  private static final String BELOW = "(path = :path or path like :below escape '!')";
  private static final YAMLMapper YAML = new YAMLMapper();

  private final Metadata metadata;
  private final AuditLog audit;
  private final ArtifactFolder folder;
  private final RunTable runs;
  private final InstantSource clock;

  public Artifacts(
      Metadata metadata,
      AuditLog audit,
      ArtifactFolder folder,
      RunTable runs,
      InstantSource clock) {
    this.metadata = metadata;
    this.audit = audit;
    this.folder = folder;
    this.runs = runs;
    this.clock = clock;
  }

  public ArtifactFolder folder() {
    return folder;
  }

  /** Folder of a run's artifacts. */
  public static String of(Run run) {
    return run.experiment() + "/" + run.id() + "/artifacts";
  }

  /** The same as clients name it. */
  public static String uri(Run run) {
    return "mlflow-artifacts:/" + of(run);
  }

  /**
   * Stores a file and its hash.
   *
   * @throws RegistryException if a version was registered from what it would change
   */
  public ArtifactFolder.Stored put(String path, InputStream in, long length) throws IOException {
    String plain = ArtifactFolder.plain(path);
    requireFree(plain);
    ArtifactFolder.Stored stored = folder.put(plain, in, length);
    metadata.inTransaction(() -> {
      metadata.jdbc().sql("delete from artifact where path = ?").param(plain).update();
      metadata
          .jdbc()
          .sql("insert into artifact (path, root, bytes, sha256, stored) values (?, ?, ?, ?, ?)")
          .params(plain, root(plain), stored.bytes(), stored.sha256(), clock.millis())
          .update();
      return plain;
    });
    return stored;
  }

  /** Deletes a file or folder; what a version was registered from stays. */
  public boolean delete(String path, String actor) throws IOException {
    String plain = ArtifactFolder.plain(path);
    requireFree(plain);
    if (!folder.delete(plain)) {
      return false;
    }
    audit.record(() -> {
      metadata
          .jdbc()
          .sql("delete from artifact where root = :root and " + BELOW)
          .param("root", root(plain))
          .param("path", plain)
          .param("below", likeBelow(plain))
          .update();
      return new AuditLog.Change(actor, "artifact.delete", "artifact:" + plain, null, null);
    });
    return true;
  }

  private static String likeBelow(String path) {
    return path.replaceAll("([!%_])", "!$1") + "/%";
  }

  private static String root(String path) {
    String[] parts = path.split("/", 3);
    return parts.length < 2 ? path : parts[0] + "/" + parts[1];
  }

  private void requireFree(String path) {
    List<String> versions =
        metadata
            .jdbc()
            .sql(
                """
                select model, number, artifact_path from model_version
                where not deleted and artifact_path like :root escape '!'
                """)
            .param("root", root(path).replaceAll("([!%_])", "!$1") + "%")
            .query((row, n) ->
                covers(row.getString("artifact_path"), path)
                    ? "version " + row.getInt("number") + " of " + row.getString("model")
                    : "")
            .list()
            .stream()
            .filter(v -> !v.isEmpty())
            .toList();
    if (!versions.isEmpty()) {
      throw new RegistryException(
          Reason.CONFLICT,
          "'"
              + path
              + "' belongs to "
              + String.join(", ", versions)
              + " and stays as it was registered: log the change in a run of its own.");
    }
  }

  private static boolean covers(String registered, String path) {
    return path.equals(registered)
        || path.startsWith(registered + "/")
        || registered.startsWith(path + "/");
  }

  /** Stored files at or below a path, in order of their paths, with their hashes. */
  public List<ArtifactFolder.Stored> below(String path) {
    return metadata
        .jdbc()
        .sql("select path, bytes, sha256 from artifact where root = :root and " + BELOW)
        .param("root", root(path))
        .param("path", path)
        .param("below", likeBelow(path))
        .query(Artifacts::stored)
        .list()
        .stream()
        .sorted(java.util.Comparator.comparing(ArtifactFolder.Stored::path))
        .toList();
  }

  private static ArtifactFolder.Stored stored(ResultSet row, int number) throws SQLException {
    return new ArtifactFolder.Stored(
        row.getString("path"), row.getLong("bytes"), row.getString("sha256"));
  }

  /** Where a source lies in the service; empty where it lies outside or cannot be told. */
  public Optional<String> locate(String source) {
    Matcher ofRun = OF_RUN.matcher(source);
    if (ofRun.matches()) {
      String rest = ofRun.group(2) == null ? "" : "/" + ofRun.group(2);
      return runs.find(ofRun.group(1)).map(run -> ArtifactFolder.plain(of(run) + rest));
    }
    Matcher ofService = OF_SERVICE.matcher(source);
    return ofService.matches() && !ofService.group(1).isEmpty()
        ? Optional.of(ArtifactFolder.plain(ofService.group(1)))
        : Optional.empty();
  }

  /** What is at a place as of now; empty where no file is. */
  Optional<ModelVersion.Artifact> describe(String path) {
    List<ArtifactFolder.Stored> files = below(path);
    if (files.isEmpty()) {
      return Optional.empty();
    }
    MessageDigest digest = ArtifactFolder.sha256();
    long bytes = 0;
    for (ArtifactFolder.Stored file : files) {
      String name = file.path().equals(path) ? "" : file.path().substring(path.length() + 1);
      digest.update(
          (file.sha256() + "  " + name + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
      bytes += file.bytes();
    }
    return Optional.of(
        new ModelVersion.Artifact(
            HexFormat.of().formatHex(digest.digest()), files.size(), bytes, signature(path)));
  }

  private String signature(String path) {
    try {
      Optional<String> description = folder.text(path + "/MLmodel", MOST_DESCRIPTION_BYTES);
      if (description.isEmpty()) {
        return "";
      }
      JsonNode signature = YAML.readTree(description.get()).path("signature");
      return signature.isObject() ? Json.of(signature) : "";
    } catch (IOException | JacksonException e) {
      // The file is the client's; what it does not say cleanly is not known.
      return "";
    }
  }

  /** Whether a path within the folder of a run is that of training data or a profile. */
  public static boolean isTraining(String within) {
    return PROFILE.matcher(within).matches();
  }

  /** Path of the training data or profile within a run; empty where there is none. */
  String profile(String run) {
    return runs.find(run)
        .flatMap(found ->
            below(of(found) + "/bellwether").stream()
                .map(file -> file.path().substring(of(found).length() + 1))
                .filter(name -> PROFILE.matcher(name).matches())
                .findFirst())
        .orElse("");
  }
}
