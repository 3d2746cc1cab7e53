package org.bellwether.files;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A Parquet file.
 *
 * @param file the file
 * @param columns its columns, structs flattened
 * @param estimatedRows rows by the file's footer
 */
record ParquetSource(TableFiles.TableFile file, List<RawColumn> columns, long estimatedRows)
    implements Source {

  static ParquetSource open(TableFiles.TableFile file, DuckDb duckDb) {
    String path = DuckDb.literal(file.path().toString());
    try {
      List<RawColumn> columns = new ArrayList<>();
      for (String[] row : duckDb.rows("DESCRIBE SELECT * FROM read_parquet(" + path + ")")) {
        StructTypes.flatten(row[0], DuckDb.name(row[0]), row[1], columns);
      }
      List<String[]> rows = duckDb.rows("SELECT num_rows FROM parquet_file_metadata(" + path + ")");
      return new ParquetSource(
          file, List.copyOf(columns), rows.isEmpty() ? -1 : Long.parseLong(rows.get(0)[0]));
    } catch (SQLException e) {
      throw SqlErrors.unreadable(file.name(), e);
    }
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public String relation(Set<String> numbers, Mode mode) {
    return "read_parquet(" + DuckDb.literal(file.path().toString()) + ")";
  }

  @Override
  public String place(long row, Set<Long> refused) {
    return file.name() + ", row " + (row + 1);
  }

  @Override
  public List<String> notes() {
    return List.of();
  }
}
