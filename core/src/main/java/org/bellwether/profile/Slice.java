package org.bellwether.profile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bellwether.schema.Segment;
import org.jspecify.annotations.Nullable;

/**
 * A profile of the rows of one segment, or of the whole table.
 *
 * @param segment which rows
 * @param rows how many
 * @param columns summary by column name, in the table's order
 * @param outcomes joint counts of score, label and decision
 */
public record Slice(
    Segment segment, long rows, Map<String, ColumnSummary> columns, Outcomes outcomes) {
  public Slice {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  public @Nullable ColumnSummary column(String name) {
    return columns.get(name);
  }
}
