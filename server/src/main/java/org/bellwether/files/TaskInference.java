package org.bellwether.files;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Task;
import org.jspecify.annotations.Nullable;

/** Tells the task from label, score and prediction, and which label is the positive one. */
final class TaskInference {

  private static final Set<String> POSITIVE = Set.of("1", "true", "yes", "y", "positive");
  private static final int MAX_NUMERIC_CLASSES = 20;

  private final Map<String, ColumnSample> samples;
  private final ReadOptions options;

  TaskInference(Map<String, ColumnSample> samples, ReadOptions options) {
    this.samples = samples;
    this.options = options;
  }

  Task task() {
    Roles said = options.roles();
    if (said.task() != null) {
      return said.task();
    }
    DeclaredSchema declared = options.declared();
    if (declared != null && declared.task() != null) {
      return declared.task();
    }
    if (options.like() != null && options.like().task() != Task.NONE) {
      return options.like().task();
    }
    if (first(Role.QUERY).isPresent()) {
      return Task.RANKING;
    }
    if (said.scoreClasses().size() > 2) {
      return Task.MULTICLASS;
    }
    Optional<ColumnSample> label = first(Role.LABEL);
    Optional<ColumnSample> score = first(Role.SCORE);
    Optional<ColumnSample> prediction = first(Role.PREDICTION);
    if (label.isPresent() && label.get().values > 0) {
      return byValues(label.get(), score, prediction);
    }
    if (prediction.isPresent() && prediction.get().values > 0) {
      return byValues(prediction.get(), score, Optional.empty());
    }
    return score.isPresent() || label.isPresent() ? Task.BINARY : Task.NONE;
  }

  private static Task byValues(
      ColumnSample values, Optional<ColumnSample> score, Optional<ColumnSample> prediction) {
    int distinct = normalised(values).size();
    if (distinct <= 2) {
      return Task.BINARY;
    }
    if (!values.isNumeric()) {
      return Task.MULTICLASS;
    }
    boolean whole =
        values.isInteger()
            && distinct <= MAX_NUMERIC_CLASSES
            && prediction.map(ColumnSample::isInteger).orElse(true);
    boolean probability =
        score.map(s -> s.numbers > 0 && s.unitInterval == s.numbers).orElse(prediction.isPresent());
    return whole && probability ? Task.MULTICLASS : Task.REGRESSION;
  }

  private Optional<ColumnSample> first(Role role) {
    for (Roles.Named named : options.roles().named()) {
      if (named.role() == role && samples.containsKey(named.column())) {
        return Optional.of(samples.get(named.column()));
      }
    }
    DeclaredSchema declared = options.declared();
    if (declared != null) {
      return declared.columns().stream()
          .filter(c -> c.roles().contains(role) && samples.containsKey(c.name()))
          .map(c -> samples.get(c.name()))
          .findFirst();
    }
    return Optional.empty();
  }

  double threshold() {
    Double said = options.roles().decisionThreshold();
    if (said != null) {
      return said;
    }
    DeclaredSchema declared = options.declared();
    if (declared != null && declared.decisionThreshold() != null) {
      return declared.decisionThreshold();
    }
    Schema like = options.like();
    return like == null ? Schema.DEFAULT_DECISION_THRESHOLD : like.decisionThreshold();
  }

  @Nullable String positiveLabel(List<ColumnSchema> columns, List<String> notes) {
    String said = options.roles().positiveLabel();
    DeclaredSchema declared = options.declared();
    Schema like = options.like();
    if (said == null && declared != null) {
      said = declared.positiveLabel();
    }
    Optional<ColumnSchema> truth = columns.stream().filter(c -> c.is(Role.LABEL)).findFirst();
    Optional<ColumnSchema> labels =
        truth.isPresent() ? truth : columns.stream().filter(c -> c.is(Role.PREDICTION)).findFirst();
    if (said != null) {
      return known(CategoryCodes.normalise(said), labels);
    }
    if (like != null && like.positiveLabel() != null) {
      return like.positiveLabel();
    }
    return labels.map(l -> guess(l.name(), notes)).orElse(null);
  }

  private String known(String positive, Optional<ColumnSchema> label) {
    if (label.isPresent()) {
      Set<String> values = normalised(sampleOf(label.get().name()));
      if (options.like() == null && values.size() == 2 && !values.contains(positive)) {
        throw new WrongSettingException(
            "the positive label '"
                + positive
                + "' does not occur in column '"
                + label.get().name()
                + "', which holds "
                + String.join(" and ", values)
                + ". Name one of these.");
      }
    }
    return positive;
  }

  /** A word that means yes, else the rarer label. */
  private @Nullable String guess(String column, List<String> notes) {
    ColumnSample sample = sampleOf(column);
    Set<String> values = normalised(sample);
    if (values.isEmpty()) {
      return null;
    }
    for (String value : values) {
      if (POSITIVE.contains(value.toLowerCase(Locale.ROOT))) {
        return value;
      }
    }
    String rarest = values.iterator().next();
    for (String value : values) {
      if (count(sample, value) <= count(sample, rarest)) {
        rarest = value;
      }
    }
    notes.add(
        "'"
            + rarest
            + "' in column '"
            + column
            + "' counts as the positive label, being the rarer one; --positive names another");
    return rarest;
  }

  private ColumnSample sampleOf(String column) {
    return Objects.requireNonNull(samples.get(column), column);
  }

  private static int count(ColumnSample sample, String value) {
    return sample.counts().entrySet().stream()
        .filter(e -> CategoryCodes.normalise(e.getKey()).equals(value))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private static Set<String> normalised(ColumnSample sample) {
    Set<String> values = new TreeSet<>();
    for (String value : sample.distinctValues()) {
      if (!value.equalsIgnoreCase("nan")) {
        values.add(CategoryCodes.normalise(value));
      }
    }
    return values;
  }
}
