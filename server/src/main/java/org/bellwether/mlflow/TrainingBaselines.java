package org.bellwether.mlflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bellwether.files.Roles;
import org.bellwether.files.UnreadableTableException;
import org.bellwether.files.WrongSettingException;
import org.bellwether.profile.Profile;
import org.bellwether.registry.ModelVersion;
import org.bellwether.registry.Run;
import org.bellwether.schema.Role;
import org.bellwether.store.Artifacts;
import org.bellwether.store.RunTable;
import org.bellwether.store.VersionTable;
import org.bellwether.watch.TrainingTable;
import org.bellwether.watch.TrainingUpload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the training data that a run logged the first baseline of the version that came out of it.
 * It happens beside the requests, and again after a start for what was left.
 */
public final class TrainingBaselines implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingBaselines.class);

  /** Tag of a version that says why its training data could not be read. */
  static final String PROBLEM = "bellwether.training.problem";

  /** Tags of a version or run that say what a column of its training data is for. */
  private static final Map<String, Role> ROLES =
      Map.of(
          "bellwether.training.label", Role.LABEL,
          "bellwether.training.score", Role.SCORE,
          "bellwether.training.prediction", Role.PREDICTION);

  private static final String POSITIVE = "bellwether.training.positive";
  private static final String SERVICE = "service";

  private final VersionTable versions;
  private final RunTable runs;
  private final Artifacts artifacts;
  private final TrainingTable training;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "training-baselines");
        made.setDaemon(true);
        return made;
      });

  public TrainingBaselines(
      VersionTable versions, RunTable runs, Artifacts artifacts, TrainingTable training) {
    this.versions = versions;
    this.runs = runs;
    this.artifacts = artifacts;
    this.training = training;
  }

  /** Looks for versions whose training data are no baseline yet, soon and once. */
  public void look() {
    if (waiting.compareAndSet(false, true)) {
      thread.execute(() -> {
        waiting.set(false);
        try {
          versions.withTrainingData().forEach(this::take);
        } catch (RuntimeException e) {
          LOG.error("the training data of versions could not be looked through", e);
        }
      });
    }
  }

  private void take(ModelVersion version) {
    String number = String.valueOf(version.number());
    if (version.tags().containsKey(PROBLEM) || training.of(version.model(), number) != null) {
      return;
    }
    Optional<Run> run = runs.find(version.run());
    if (run.isEmpty()) {
      return;
    }
    try {
      Profile profile = read(run.get(), version);
      training.keep(version.model(), number, profile, version.creator(), "run " + version.run());
    } catch (IOException
        | IllegalArgumentException
        | UnreadableTableException
        | WrongSettingException e) {
      String reason = String.valueOf(e.getMessage()).replaceAll("\\S*/(bellwether/[\\w.]+)", "$1");
      LOG.warn(
          "the training data of version {} of {} are no baseline: {}",
          number,
          version.model(),
          reason);
      versions.tag(version.model(), number, PROBLEM, cut(reason), SERVICE);
    }
  }

  private Profile read(Run run, ModelVersion version) throws IOException {
    Path file =
        artifacts
            .folder()
            .file(Artifacts.of(run) + "/" + version.profile())
            .orElseThrow(() -> new IOException(version.profile() + " is not there any more"));
    if (version.profile().startsWith("bellwether/profile.")) {
      if (Files.size(file) > TrainingTable.MOST_BYTES) {
        throw new IOException(version.profile() + " is too large to be a profile");
      }
      return Profile.fromBytes(Files.readAllBytes(file));
    }
    return TrainingUpload.read(file, roles(run, version));
  }

  private static Roles roles(Run run, ModelVersion version) {
    Map<String, String> tags = new TreeMap<>(run.tags());
    tags.putAll(version.tags());
    List<Roles.Named> named = new ArrayList<>();
    ROLES.forEach((tag, role) -> {
      String column = tags.get(tag);
      if (column != null) {
        named.add(new Roles.Named(role, column, "tag " + tag));
      }
    });
    return new Roles(named, List.of(), null, tags.get(POSITIVE), null);
  }

  private static String cut(String reason) {
    return reason.length() > 1_000 ? reason.substring(0, 1_000) : reason;
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
