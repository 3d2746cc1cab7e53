package org.bellwether.quality;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.profile.Profile;
import org.bellwether.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/** What each column of a table holds, as a Markdown table for people. */
public final class DataDictionary {

  private static final int CATEGORIES = 5;

  private DataDictionary() {}

  /**
   * Writes the dictionary.
   *
   * @param name what the user calls the table
   */
  public static String markdown(String name, Profile table) {
    StringBuilder out = new StringBuilder();
    out.append("# ").append(escaped(name)).append("\n\n");
    out.append(
        String.format(
            Locale.ROOT,
            "%,d rows, %d columns, task: %s.%n%n",
            table.rows(),
            table.schema().columns().size(),
            table.schema().task().name().toLowerCase(Locale.ROOT)));
    out.append("| column | type | role | unit | missing | distinct | values |\n");
    out.append("|---|---|---|---|---:|---:|---|\n");
    for (ColumnSchema column : table.schema().columns()) {
      ColumnSummary summary = table.whole().column(column.name());
      String unit = column.unit();
      out.append("| ").append(escaped(column.name())).append(" | ");
      out.append(column.type().name().toLowerCase(Locale.ROOT)).append(" | ");
      out.append(
              column.roles().stream()
                  .map(r -> r.name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(", ")))
          .append(" | ");
      out.append(unit == null ? "" : escaped(unit)).append(" | ");
      out.append(missing(summary)).append(" | ");
      out.append(distinct(summary)).append(" | ");
      out.append(values(summary)).append(" |\n");
    }
    return out.toString();
  }

  private static String missing(@Nullable ColumnSummary summary) {
    return summary == null || Double.isNaN(summary.missingRate())
        ? ""
        : String.format(Locale.ROOT, "%.1f %%", 100 * summary.missingRate());
  }

  private static String distinct(@Nullable ColumnSummary summary) {
    double distinct =
        summary instanceof ColumnSummary.Numeric n
            ? n.distinct()
            : summary instanceof ColumnSummary.Categorical c
                ? c.distinct()
                : summary instanceof ColumnSummary.Text t ? t.distinct() : Double.NaN;
    return Double.isNaN(distinct) ? "" : Words.number(Math.rint(distinct));
  }

  private static String values(@Nullable ColumnSummary summary) {
    if (summary instanceof ColumnSummary.Numeric n && !Double.isNaN(n.mean())) {
      return Words.number(n.min())
          + " to "
          + Words.number(n.max())
          + ", mean "
          + Words.number(n.mean());
    }
    if (summary instanceof ColumnSummary.Categorical c) {
      String most =
          c.counts().entrySet().stream()
              .limit(CATEGORIES)
              .map((Map.Entry<String, Long> e) -> escaped(e.getKey()))
              .collect(Collectors.joining(", "));
      return c.counts().size() > CATEGORIES ? most + ", …" : most;
    }
    if (summary instanceof ColumnSummary.Text t && !Double.isNaN(t.length().mean())) {
      return "texts of " + Words.number(Math.rint(t.length().mean())) + " characters on average";
    }
    if (summary instanceof ColumnSummary.Timestamp t && t.missing() < t.rows()) {
      return Words.moment(t.minMicros()) + " to " + Words.moment(t.maxMicros());
    }
    return summary instanceof ColumnSummary.Embedding e ? "vectors of " + e.dimension() : "";
  }

  /** Text that cannot break out of a Markdown cell. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replaceAll("\\R", " ");
  }
}
