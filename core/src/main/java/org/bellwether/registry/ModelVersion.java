package org.bellwether.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One trained artifact of a model, as it was registered.
 *
 * @param number from 1, never given twice within a model
 * @param updated last change of stage, description or tags
 * @param creator who registered it
 * @param source where the artifact is, such as {@code runs:/RUN/model}
 * @param run id of the run that made it, empty where nobody said
 * @param runLink address of the run elsewhere, empty where nobody said
 * @param aliases that point to it, in order
 * @param profile path of the training data or profile within the run, empty of none
 * @param artifact what was found at the source when it was registered, {@code null} where the
 *     source lies outside of the service or is empty
 */
public record ModelVersion(
    String model,
    int number,
    Instant created,
    Instant updated,
    String creator,
    Stage stage,
    String description,
    String source,
    String run,
    String runLink,
    Map<String, String> tags,
    List<String> aliases,
    String profile,
    @Nullable Artifact artifact) {

  /** Longest source or link, in characters. */
  public static final int MAX_SOURCE = 2_000;

  /** Longest description of a model or version, in characters. */
  public static final int MAX_DESCRIPTION = 5_000;

  /**
   * The artifact, as it was when the version was registered.
   *
   * @param sha256 of the lines {@code HASH PATH} of its files in order of their paths, in
   *     hexadecimal; made by the service from the bytes that it received
   * @param files how many
   * @param bytes of all of them
   * @param signature of its inputs and outputs as JSON, empty where it states none
   */
  public record Artifact(String sha256, int files, long bytes, String signature) {}

  public ModelVersion {
    if (source.length() > MAX_SOURCE || runLink.length() > MAX_SOURCE) {
      throw RegistryException.invalid(
          "source and run link of a version may have " + MAX_SOURCE + " characters each");
    }
    if (description.length() > MAX_DESCRIPTION) {
      throw RegistryException.invalid(
          "description of a version may have " + MAX_DESCRIPTION + " characters");
    }
    Entries.requireTags(tags);
    tags = Map.copyOf(tags);
    aliases = aliases.stream().sorted().toList();
  }
}
