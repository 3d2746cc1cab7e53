package org.bellwether.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellwether.check.TableSummary;
import org.bellwether.files.WrongSettingException;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.profile.Profile;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Role;
import org.bellwether.schema.Task;

/** Says what labels do not allow: none at all, one class only, more classes than the task has. */
final class LabelNotes {

  private LabelNotes() {}

  /** The summary with notes on the labels. */
  static TableSummary add(TableSummary table, Profile profile) {
    Optional<ColumnSchema> label = profile.schema().the(Role.LABEL);
    if (label.isEmpty()) {
      return table;
    }
    String name = label.get().name();
    ColumnSummary summary = profile.whole().column(name);
    if (summary == null) {
      return table;
    }
    List<String> notes = new ArrayList<>(table.notes());
    if (summary.missing() == summary.rows()) {
      notes.add(
          "label '"
              + name
              + "' has no value in any row, so performance cannot be measured; add labels, or leave"
              + " --label out");
    } else if (summary instanceof ColumnSummary.Categorical classes) {
      note(table, profile.schema().task(), name, classes.counts(), notes);
    }
    return new TableSummary(table.name(), table.rows(), table.skippedRows(), notes);
  }

  private static void note(
      TableSummary table, Task task, String name, Map<String, Long> counts, List<String> notes) {
    if (counts.size() == 1 && (task == Task.BINARY || task == Task.MULTICLASS)) {
      notes.add(
          "label '"
              + name
              + "' is '"
              + counts.keySet().iterator().next()
              + "' in every row that has one, so what compares classes, such as ROC AUC, is undefined");
    }
    if (task == Task.BINARY && counts.size() > 2) {
      throw new WrongSettingException(
          table.name()
              + ", column '"
              + name
              + "': a binary label has two values, this one has "
              + counts.size()
              + ": "
              + String.join(", ", counts.keySet().stream().limit(5).toList())
              + ". Say --task multiclass, or name another label.");
    }
  }
}
