package org.bellwether.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a version comes from, as far as its tags, its run and its artifact tell.
 *
 * @param facts one for each {@link Part}, in their order
 */
public record Lineage(List<Fact> facts) {

  /** What a lineage tells. */
  public enum Part {
    CODE("code commit", "code", "codecommit", "gitcommit", "sourcegitcommit", "commit"),
    REPOSITORY("code repository", "repository", "sourcegitrepourl", "gitrepo", "sourcename"),
    DATA("data version", "data", "dataversion", "datasetversion", "datadigest"),
    SPLITS("split ids", "splits", "splitids", "splitid", "split"),
    SEED("seed", "seed", "randomseed", "randomstate"),
    ENVIRONMENT("environment", "environment", "env", "dockerimage", "dockerimagename", "image"),
    PREPROCESSOR("preprocessor version", "preprocessor", "preprocessorversion"),
    PROMPT("prompt version", "prompt", "promptversion"),
    PARENT("parent run", "parent", "parentrun", "parentrunid"),
    RUN("run", ""),
    ARTIFACT("artifact hash", ""),
    SIGNATURE("signature", ""),
    PROFILE("training profile", "");

    private final String title;
    private final String word;
    private final String keys;

    Part(String title, String word, String... more) {
      this.title = title;
      this.word = word;
      keys = " " + word + " " + String.join(" ", more) + " ";
    }

    private boolean isStatedBy(String key) {
      return keys.contains(" " + plain(key) + " ");
    }

    /** Whether every version has one; what is not expected may be missing for good reasons. */
    public boolean isExpected() {
      return switch (this) {
        case REPOSITORY, PREPROCESSOR, PROMPT, PARENT -> false;
        default -> true;
      };
    }

    /** As a person reads it. */
    public String title() {
      return title;
    }

    /** The tag that states it, such as {@code bellwether.seed}; empty where nobody states it. */
    public String tag() {
      return word.isEmpty() ? "" : "bellwether." + word;
    }
  }

  /**
   * One thing that is known, or not.
   *
   * @param value empty where nothing tells
   * @param origin what told it, such as {@code tag mlflow.source.git.commit of the run}
   */
  public record Fact(Part part, String value, String origin) {}

  public Lineage {
    facts = List.copyOf(facts);
  }

  /**
   * The lineage of a version. A key of a tag or parameter counts without its prefix {@code
   * bellwether.} or {@code mlflow.}, without case and the marks {@code . _ -} and space; tags of
   * the version win over tags of the run, those over its datasets and parameters.
   *
   * @param run that made it, {@code null} where it is not known
   */
  public static Lineage of(ModelVersion version, @Nullable Run run) {
    List<Fact> facts = new ArrayList<>();
    for (Part part : Part.values()) {
      facts.add(
          switch (part) {
            case RUN ->
                new Fact(part, version.run(), version.run().isEmpty() ? "" : "the registration");
            case ARTIFACT -> ofArtifact(part, version, ModelVersion.Artifact::sha256);
            case SIGNATURE -> ofArtifact(part, version, ModelVersion.Artifact::signature);
            case PROFILE ->
                new Fact(part, version.profile(), version.profile().isEmpty() ? "" : "the run");
            default -> stated(part, version, run);
          });
    }
    return new Lineage(facts);
  }

  private static Fact ofArtifact(
      Part part,
      ModelVersion version,
      java.util.function.Function<ModelVersion.Artifact, String> value) {
    ModelVersion.Artifact artifact = version.artifact();
    String found = artifact == null ? "" : value.apply(artifact);
    return new Fact(part, found, found.isEmpty() ? "" : "the artifact");
  }

  private static Fact stated(Part part, ModelVersion version, @Nullable Run run) {
    Optional<Fact> fact = in(part, version.tags(), "tag", "of the version");
    if (fact.isEmpty() && run != null) {
      fact = in(part, run.tags(), "tag", "of the run");
      if (fact.isEmpty() && part == Part.DATA && !run.datasets().isEmpty()) {
        fact =
            Optional.of(
                new Fact(
                    part,
                    run.datasets().stream()
                        .map(d -> d.name() + "@" + d.digest())
                        .collect(Collectors.joining(", ")),
                    "datasets of the run"));
      }
      if (fact.isEmpty()) {
        fact = in(part, run.params(), "parameter", "of the run");
      }
    }
    return fact.orElseGet(() -> new Fact(part, "", ""));
  }

  private static Optional<Fact> in(
      Part part, Map<String, String> entries, String kind, String whose) {
    return new TreeMap<>(entries)
        .entrySet().stream()
            .filter(e -> part.isStatedBy(e.getKey()) && !e.getValue().isBlank())
            .findFirst()
            .map(e -> new Fact(part, e.getValue(), kind + " " + e.getKey() + " " + whose));
  }

  private static String plain(String key) {
    return key.toLowerCase(Locale.ROOT)
        .replaceFirst("^(bellwether|mlflow)\\.", "")
        .replaceAll("[._ -]", "");
  }
}
