package org.bellwether.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Checks batches against the schema and puts their categories into a profile's own dictionaries.
 */
final class Canonical {

  private final Schema schema;
  private final List<@Nullable Mapping> mappings = new ArrayList<>();

  Canonical(Schema schema) {
    this.schema = schema;
    for (ColumnSchema column : schema.columns()) {
      boolean coded =
          switch (column.type()) {
            case CATEGORICAL, BOOLEAN -> true;
            default -> false;
          };
      mappings.add(coded ? new Mapping(new Dictionary(Dictionary.DEFAULT_CAP)) : null);
    }
  }

  /** The profile's dictionary of a category column. */
  @Nullable Dictionary dictionary(int column) {
    Mapping mapping = mappings.get(column);
    return mapping == null ? null : mapping.own;
  }

  /** Whether a value came after a dictionary's cap. */
  boolean overflowed(int column) {
    Mapping mapping = mappings.get(column);
    return mapping != null && mapping.overflowed;
  }

  void markOverflowed(int column) {
    Mapping mapping = mappings.get(column);
    if (mapping != null) {
      mapping.overflowed = true;
    }
  }

  /** The batch with the profile's dictionaries. Arrays are shared where nothing had to change. */
  ColumnBatch canonical(ColumnBatch batch) {
    List<ColumnSchema> columns = schema.columns();
    if (batch.columns().size() != columns.size()) {
      throw new IllegalArgumentException(
          "a batch has "
              + batch.columns().size()
              + " columns, the schema has "
              + columns.size()
              + ": give one vector for each column of the schema, in its order");
    }
    List<ColumnVector> out = new ArrayList<>(columns.size());
    for (int c = 0; c < columns.size(); c++) {
      ColumnVector v = batch.columns().get(c);
      require(columns.get(c), v, batch.rows());
      Mapping mapping = mappings.get(c);
      out.add(
          mapping != null && v instanceof ColumnVector.Category category
              ? mapping.apply(category, batch.rows())
              : v);
    }
    return new ColumnBatch(batch.rows(), batch.firstRow(), out);
  }

  private static void require(ColumnSchema column, ColumnVector v, int rows) {
    int length;
    String kind;
    switch (column.type()) {
      case NUMERIC -> {
        kind = "Numeric";
        length = v instanceof ColumnVector.Numeric x ? x.values().length : -1;
      }
      case CATEGORICAL, BOOLEAN -> {
        kind = "Category";
        length = v instanceof ColumnVector.Category x ? x.codes().length : -1;
      }
      case TEXT -> {
        kind = "Text";
        length = v instanceof ColumnVector.Text x ? x.values().length : -1;
      }
      case TIMESTAMP -> {
        kind = "Timestamp";
        length = v instanceof ColumnVector.Timestamp x ? x.epochMicros().length : -1;
      }
      case EMBEDDING -> {
        kind = "Embedding";
        length = v instanceof ColumnVector.Embedding x ? x.values().length : -1;
      }
      default -> throw new AssertionError(column.type());
    }
    if (length < 0) {
      throw new IllegalArgumentException(
          "column '"
              + column.name()
              + "' is "
              + column.type()
              + " and needs a vector of kind "
              + kind
              + ", not "
              + v.getClass().getSimpleName());
    }
    if (length < rows) {
      throw new IllegalArgumentException(
          "column '" + column.name() + "' has " + length + " values in a batch of " + rows);
    }
  }

  /** From the codes of one source to the profile's own. */
  private static final class Mapping {
    private final Dictionary own;
    private @Nullable Dictionary source;
    private int[] map = new int[0];
    private int mapped;
    private boolean identity = true;
    private boolean overflowed;

    Mapping(Dictionary own) {
      this.own = own;
    }

    ColumnVector.Category apply(ColumnVector.Category v, int rows) {
      if (source != v.dictionary()) {
        source = v.dictionary();
        mapped = 0;
        identity = true;
      }
      extend(v.dictionary());
      int[] codes = v.codes();
      for (int i = 0; !overflowed && i < rows; i++) {
        overflowed = codes[i] == Dictionary.OTHER;
      }
      if (identity) {
        return new ColumnVector.Category(codes, own, v.hashes());
      }
      int[] out = new int[rows];
      long[] hashes = v.hashes();
      long[] outHashes = hashes == null ? null : Arrays.copyOf(hashes, rows);
      for (int i = 0; i < rows; i++) {
        int code = codes[i];
        out[i] = code < 0 ? code : map[code];
        if (out[i] == Dictionary.OTHER && code >= 0) {
          overflowed = true;
          outHashes = outHashes == null ? new long[rows] : outHashes;
          outHashes[i] = Dictionary.hashOf(v.dictionary().valueOf(code));
        }
      }
      return new ColumnVector.Category(out, own, outHashes);
    }

    private void extend(Dictionary from) {
      int size = from.size();
      if (map.length < size) {
        map = Arrays.copyOf(map, Math.max(size, map.length * 2));
      }
      for (; mapped < size; mapped++) {
        map[mapped] = own.codeOf(from.valueOf(mapped));
        identity &= map[mapped] == mapped;
      }
    }
  }
}
