package org.bellwether.schema;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Rows with the same values of some columns: a segment, a protected group, or an intersection of
 * such.
 *
 * @param values value by column name; empty for the whole table
 */
public record Segment(SortedMap<String, String> values) implements Comparable<Segment> {

  private static final Segment WHOLE = new Segment(new TreeMap<>());

  public Segment {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** All rows. */
  public static Segment whole() {
    return WHOLE;
  }

  public static Segment of(String column, String value) {
    return new Segment(new TreeMap<>(Map.of(column, value)));
  }

  /** The rows that are in this segment and also have the value. */
  public Segment and(String column, String value) {
    SortedMap<String, String> more = new TreeMap<>(values);
    if (more.put(column, value) != null) {
      throw new IllegalArgumentException("column '" + column + "' is already part of " + this);
    }
    return new Segment(more);
  }

  public boolean isWhole() {
    return values.isEmpty();
  }

  @Override
  public int compareTo(Segment other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return isWhole()
        ? "all rows"
        : values.entrySet().stream()
            .map(e -> e.getKey() + " = " + e.getValue())
            .collect(Collectors.joining(", "));
  }
}
