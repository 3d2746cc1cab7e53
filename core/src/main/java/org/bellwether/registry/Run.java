package org.bellwether.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One training, with what went in and what came out.
 *
 * @param id 32 hexadecimal digits
 * @param experiment id of the experiment it belongs to
 * @param user who ran it, as the client says
 * @param ended {@code null} while it runs
 * @param active {@code false} once it was deleted; it can be restored
 * @param metrics the last of each key, by key
 */
public record Run(
    String id,
    String experiment,
    String name,
    String user,
    RunStatus status,
    Instant started,
    @Nullable Instant ended,
    boolean active,
    Map<String, String> params,
    Map<String, String> tags,
    List<Metric> metrics,
    List<DatasetInput> datasets) {

  public Run {
    if (name.length() > Experiment.MAX_NAME) {
      throw RegistryException.invalid(
          "name of a run may have " + Experiment.MAX_NAME + " characters");
    }
    if (user.length() > Model.MAX_NAME) {
      throw RegistryException.invalid("user of a run may have " + Model.MAX_NAME + " characters");
    }
    params = Map.copyOf(params);
    tags = Map.copyOf(tags);
    metrics = List.copyOf(metrics);
    datasets = List.copyOf(datasets);
  }

  /** The last value of a metric. */
  public Optional<Metric> metric(String key) {
    return metrics.stream().filter(m -> m.key().equals(key)).findFirst();
  }
}
