package org.bellwether.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bellwether.files.Roles;
import org.bellwether.files.WrongSettingException;
import org.bellwether.schema.Role;
import org.bellwether.schema.Task;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say what columns are for. */
final class RoleFlags {

  @Option(names = "--label", paramLabel = "COLUMN", description = "The ground truth.")
  @Nullable String label;

  @Option(
      names = "--score",
      paramLabel = "[CLASS:]COLUMN",
      description = "The model's score; for several classes one option each, as CLASS:COLUMN.")
  List<String> scores = List.of();

  @Option(
      names = "--prediction",
      paramLabel = "COLUMN",
      description = "The model's output that is acted on: a class or a value.")
  @Nullable String prediction;

  @Option(
      names = "--segment",
      paramLabel = "COLUMN",
      split = ",",
      description = "Judge each value of this column on its own, too; repeatable.")
  List<String> segments = List.of();

  @Option(
      names = "--protected",
      paramLabel = "COLUMN",
      split = ",",
      description = "Compare the groups of this column for fairness; repeatable.")
  List<String> protectedColumns = List.of();

  @Option(names = "--time", paramLabel = "COLUMN", description = "When the row happened.")
  @Nullable String time;

  @Option(names = "--id", paramLabel = "COLUMN", description = "What tells rows apart.")
  @Nullable String id;

  @Option(names = "--weight", paramLabel = "COLUMN", description = "How much a row counts.")
  @Nullable String weight;

  @Option(
      names = "--query",
      paramLabel = "COLUMN",
      description = "For a ranking: the query or user that a row belongs to.")
  @Nullable String query;

  @Option(
      names = "--split",
      paramLabel = "COLUMN",
      description = "For a training table: train, validation or test.")
  @Nullable String split;

  @Option(
      names = "--attribution",
      paramLabel = "COLUMN",
      split = ",",
      description = "A feature's contribution to the prediction, such as a SHAP value; repeatable.")
  List<String> attributions = List.of();

  @Option(
      names = "--ignore",
      paramLabel = "COLUMN",
      split = ",",
      description = "Leave this column out; repeatable.")
  List<String> ignored = List.of();

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "binary, multiclass, regression, ranking or none; inferred if not given.")
  @Nullable Task task;

  @Option(
      names = "--positive",
      paramLabel = "LABEL",
      description = "In a binary task the label that counts as positive.")
  @Nullable String positive;

  @Option(
      names = "--threshold",
      paramLabel = "SCORE",
      description = "In a binary task the score from which the decision is positive.")
  @Nullable Double threshold;

  Roles roles() {
    if (task != null && task != Task.BINARY && (positive != null || threshold != null)) {
      throw new WrongSettingException(
          (positive == null ? "--threshold" : "--positive")
              + " belongs to a binary task, not to --task "
              + task.name().toLowerCase(Locale.ROOT)
              + ". Leave one of them out.");
    }
    List<Roles.Named> named = new ArrayList<>();
    List<Roles.ScoreClass> classes = new ArrayList<>();
    add(named, Role.LABEL, label, "--label");
    for (String score : scores) {
      int colon = score.indexOf(':');
      String column = colon < 0 ? score : score.substring(colon + 1);
      add(named, Role.SCORE, column, "--score");
      if (colon > 0) {
        classes.add(new Roles.ScoreClass(column, score.substring(0, colon)));
      }
    }
    add(named, Role.PREDICTION, prediction, "--prediction");
    segments.forEach(c -> add(named, Role.SEGMENT, c, "--segment"));
    protectedColumns.forEach(c -> add(named, Role.PROTECTED, c, "--protected"));
    add(named, Role.TIME, time, "--time");
    add(named, Role.ID, id, "--id");
    add(named, Role.WEIGHT, weight, "--weight");
    add(named, Role.QUERY, query, "--query");
    add(named, Role.SPLIT, split, "--split");
    attributions.forEach(c -> add(named, Role.ATTRIBUTION, c, "--attribution"));
    ignored.forEach(c -> add(named, Role.IGNORED, c, "--ignore"));
    return new Roles(named, classes, task, positive, threshold);
  }

  private static void add(
      List<Roles.Named> named, Role role, @Nullable String column, String flag) {
    if (column != null) {
      named.add(new Roles.Named(role, column, flag));
    }
  }
}
