package org.bellwether.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import org.bellwether.files.DuckDb;
import org.bellwether.files.ReadOptions;
import org.bellwether.files.Roles;
import org.bellwether.files.TableReader;
import org.bellwether.profile.ColumnBatch;
import org.bellwether.profile.ColumnVector;
import org.bellwether.profile.Dictionary;
import org.bellwether.profile.Profile;
import org.bellwether.profile.ProfileOptions;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Schema;
import org.jspecify.annotations.Nullable;

/** A table read once and profiled many times, in parts and with faults. */
final class RowsInMemory {

  private final Schema schema;
  private final List<@Nullable Object[]> rows = new ArrayList<>();

  private RowsInMemory(Schema schema) {
    this.schema = schema;
  }

  static RowsInMemory read(Path file, Roles roles) {
    try (DuckDb duckDb = DuckDb.open()) {
      TableReader reader =
          TableReader.open(file.toString(), duckDb, ReadOptions.defaults().withRoles(roles));
      List<RowsInMemory> tables = new ArrayList<>();
      reader.read(schema -> {
        RowsInMemory table = new RowsInMemory(schema);
        tables.add(table);
        return table::add;
      });
      return tables.get(tables.size() - 1);
    }
  }

  private void add(ColumnBatch batch) {
    for (int row = 0; row < batch.rows(); row++) {
      @Nullable Object[] values = new Object[batch.columns().size()];
      for (int c = 0; c < values.length; c++) {
        values[c] = value(batch.columns().get(c), row);
      }
      rows.add(values);
    }
  }

  private static @Nullable Object value(ColumnVector vector, int row) {
    if (vector instanceof ColumnVector.Numeric n) {
      return n.missing() != null && n.missing().get(row) ? null : (Double) n.values()[row];
    }
    if (vector instanceof ColumnVector.Category c) {
      int code = c.codes()[row];
      return code == Dictionary.MISSING ? null : c.dictionary().valueOf(code);
    }
    if (vector instanceof ColumnVector.Text t) {
      return t.values()[row];
    }
    if (vector instanceof ColumnVector.Timestamp t) {
      long moment = t.epochMicros()[row];
      return moment == ColumnVector.Timestamp.MISSING ? null : (Long) moment;
    }
    throw new IllegalArgumentException("no test table has embeddings");
  }

  int size() {
    return rows.size();
  }

  int column(String name) {
    for (int c = 0; c < schema.columns().size(); c++) {
      if (schema.columns().get(c).name().equals(name)) {
        return c;
      }
    }
    throw new IllegalArgumentException("no column " + name + " in " + schema.columns());
  }

  /** Mean of a numeric column; 0 of any other. */
  double mean(String name) {
    int c = column(name);
    return rows.stream()
        .filter(row -> row[c] instanceof Double)
        .mapToDouble(row -> (Double) row[c])
        .average()
        .orElse(0);
  }

  /** The rows that are in, copied, so that a fault can be planted. */
  List<@Nullable Object[]> part(IntPredicate in) {
    List<@Nullable Object[]> part = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      if (in.test(row)) {
        part.add(rows.get(row).clone());
      }
    }
    return part;
  }

  Profile profile(List<@Nullable Object[]> part, @Nullable Profile reference) {
    ProfileOptions options = ProfileOptions.defaults().exact();
    Profile profile =
        Profile.create(
            schema, reference == null ? options : options.withLayout(reference.layout()));
    List<ColumnVector> columns = new ArrayList<>();
    for (int c = 0; c < schema.columns().size(); c++) {
      columns.add(vector(schema.columns().get(c), c, part));
    }
    profile.accept(new ColumnBatch(part.size(), columns));
    return profile;
  }

  private static ColumnVector vector(ColumnSchema column, int c, List<@Nullable Object[]> part) {
    int n = part.size();
    return switch (column.type()) {
      case NUMERIC -> {
        double[] values = new double[n];
        BitSet missing = new BitSet();
        for (int row = 0; row < n; row++) {
          if (part.get(row)[c] instanceof Double value) {
            values[row] = value;
          } else {
            missing.set(row);
          }
        }
        yield new ColumnVector.Numeric(values, missing);
      }
      case CATEGORICAL, BOOLEAN -> {
        Dictionary dictionary = new Dictionary(Dictionary.DEFAULT_CAP);
        int[] codes = new int[n];
        for (int row = 0; row < n; row++) {
          codes[row] =
              part.get(row)[c] instanceof String value
                  ? dictionary.codeOf(value)
                  : Dictionary.MISSING;
        }
        yield new ColumnVector.Category(codes, dictionary, null);
      }
      case TEXT -> {
        @Nullable String[] values = new String[n];
        for (int row = 0; row < n; row++) {
          values[row] = (String) part.get(row)[c];
        }
        yield new ColumnVector.Text(values);
      }
      case TIMESTAMP -> {
        long[] values = new long[n];
        for (int row = 0; row < n; row++) {
          values[row] =
              part.get(row)[c] instanceof Long value ? value : ColumnVector.Timestamp.MISSING;
        }
        yield new ColumnVector.Timestamp(values);
      }
      default -> throw new IllegalArgumentException("no test table has embeddings");
    };
  }
}
