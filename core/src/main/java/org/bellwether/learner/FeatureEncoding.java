package org.bellwether.learner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.jspecify.annotations.Nullable;

/**
 * Turns columns into features for a learner, without a look at any target.
 *
 * <p>A number is taken as it is (infinities as ±1e300), missing is NaN. A column with at most
 * {@value #MOST_INDICATORS} categories becomes one indicator for each (one for both when there are
 * two); one with more becomes the rank of the category by frequency over all tables given, ties by
 * name, so that no order of first sight betrays the table. Text, timestamps and embeddings are left
 * out: they have checks of their own, and a moment separates any two tables.
 */
public final class FeatureEncoding {

  /** Categories up to which each has an indicator of its own. */
  public static final int MOST_INDICATORS = 8;

  private static final double LARGEST = 1e300;

  private sealed interface Encoder {
    /** A number as it is. */
    record Plain() implements Encoder {}

    /** 1 where the value is this one, 0 where it is another. */
    record Indicator(String value) implements Encoder {}

    /** A number for each value; another for values that are new. */
    record Lookup(Map<String, Double> number, double unseen) implements Encoder {}
  }

  private final List<String> source = new ArrayList<>();
  private final List<Encoder> encoders = new ArrayList<>();

  private FeatureEncoding() {}

  /**
   * An encoding of columns that all tables have.
   *
   * @param columns numeric, categorical and boolean ones are used, others left out
   * @param tables the rows whose categories are ranked, at least one
   */
  public static FeatureEncoding fit(List<ColumnSchema> columns, SampledRows... tables) {
    FeatureEncoding encoding = new FeatureEncoding();
    for (ColumnSchema column : columns) {
      if (column.type() == ColumnType.NUMERIC) {
        encoding.add(column.name(), new Encoder.Plain());
      } else if (isCategory(column)) {
        encoding.addCategory(column.name(), tables);
      }
    }
    return encoding;
  }

  /**
   * As {@link #fit}, but a category becomes its share of the table's rows that have a value; 0 when
   * it is new.
   */
  public static FeatureEncoding byShare(List<ColumnSchema> columns, SampledRows table) {
    FeatureEncoding encoding = new FeatureEncoding();
    for (ColumnSchema column : columns) {
      if (column.type() == ColumnType.NUMERIC) {
        encoding.add(column.name(), new Encoder.Plain());
      } else if (isCategory(column)) {
        Map<String, Double> share = new HashMap<>();
        Map<String, Long> counts = counts(column.name(), table);
        double total = counts.values().stream().mapToLong(c -> c).sum();
        counts.forEach((value, count) -> share.put(value, count / total));
        encoding.add(column.name(), new Encoder.Lookup(share, 0));
      }
    }
    return encoding;
  }

  /**
   * The columns with a role that both tables have with one type, in the reference's order.
   *
   * @param except columns to leave out
   */
  public static List<ColumnSchema> common(
      Role role, SampledRows reference, SampledRows current, String... except) {
    return reference.schema().withRole(role).stream()
        .filter(c -> !Arrays.asList(except).contains(c.name()))
        .filter(c ->
            current.schema().column(c.name()).filter(other -> other.type() == c.type()).isPresent())
        .toList();
  }

  private static boolean isCategory(ColumnSchema column) {
    return column.type() == ColumnType.CATEGORICAL || column.type() == ColumnType.BOOLEAN;
  }

  private void add(String column, Encoder encoder) {
    source.add(column);
    encoders.add(encoder);
  }

  private void addCategory(String column, SampledRows... tables) {
    Map<String, Long> counts = counts(column, tables);
    List<String> values =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .toList();
    if (values.size() > MOST_INDICATORS) {
      Map<String, Double> rank = new HashMap<>();
      values.forEach(value -> rank.put(value, (double) rank.size()));
      add(column, new Encoder.Lookup(rank, values.size()));
    } else {
      int indicators = values.size() == 2 ? 1 : values.size();
      values.subList(0, indicators).forEach(value -> add(column, new Encoder.Indicator(value)));
    }
  }

  private static Map<String, Long> counts(String column, SampledRows... tables) {
    Map<String, Long> counts = new HashMap<>();
    for (SampledRows table : tables) {
      for (@Nullable String value : table.values(column)) {
        if (value != null) {
          counts.merge(value, 1L, Long::sum);
        }
      }
    }
    return counts;
  }

  /** For each feature the column that it came from. */
  public List<String> source() {
    return List.copyOf(source);
  }

  /** Encodes the rows of a table. */
  public FeatureMatrix encode(SampledRows table) {
    double[][] rows = new double[table.rows()][encoders.size()];
    Map<String, @Nullable String[]> values = new HashMap<>();
    for (int f = 0; f < encoders.size(); f++) {
      String column = source.get(f);
      if (encoders.get(f) instanceof Encoder.Plain) {
        double[] numbers = table.numbers(column);
        for (int r = 0; r < rows.length; r++) {
          rows[r][f] = Math.max(-LARGEST, Math.min(LARGEST, numbers[r]));
        }
      } else {
        @Nullable String[] texts = values.computeIfAbsent(column, table::values);
        for (int r = 0; r < rows.length; r++) {
          rows[r][f] = number(encoders.get(f), Objects.requireNonNull(texts)[r]);
        }
      }
    }
    return new FeatureMatrix(rows, source);
  }

  private static double number(Encoder encoder, @Nullable String value) {
    if (value == null) {
      return Double.NaN;
    }
    if (encoder instanceof Encoder.Indicator indicator) {
      return indicator.value().equals(value) ? 1 : 0;
    }
    Encoder.Lookup lookup = (Encoder.Lookup) encoder;
    return lookup.number().getOrDefault(value, lookup.unseen());
  }
}
