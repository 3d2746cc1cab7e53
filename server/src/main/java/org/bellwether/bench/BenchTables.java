package org.bellwether.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The two tables of one size, as CSV and as Parquet.
 *
 * @param size rows of each
 * @param folder where they lie
 */
record BenchTables(TableSize size, Path folder) {

  /** The format of a table's file. */
  enum Format {
    CSV,
    PARQUET
  }

  Path reference(Format format) {
    return file("ref_", format);
  }

  Path current(Format format) {
    return file("cur_", format);
  }

  private Path file(String prefix, Format format) {
    return folder.resolve(prefix + size.name() + (format == Format.CSV ? ".csv" : ".parquet"));
  }

  /** Makes the files that are not there yet. */
  void make() throws IOException, SQLException {
    Files.createDirectories(folder);
    make(Format.CSV, "ref_", TableGenerator.REFERENCE_SEED, 0);
    make(Format.CSV, "cur_", TableGenerator.CURRENT_SEED, 1);
    make(Format.PARQUET, "ref_", TableGenerator.REFERENCE_SEED, 0);
    make(Format.PARQUET, "cur_", TableGenerator.CURRENT_SEED, 1);
  }

  private void make(Format format, String prefix, long seed, double drift)
      throws IOException, SQLException {
    Path target = file(prefix, format);
    if (Files.exists(target)) {
      return;
    }
    // Under another name first, so that an interrupted run leaves no half a table behind.
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    if (format == Format.CSV) {
      try (OutputStream out = Files.newOutputStream(partial)) {
        new TableGenerator(seed, drift).writeCsv(size.rows(), out);
      }
    } else {
      try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = connection.createStatement()) {
        statement.execute(
            "copy (from read_csv('%s')) to '%s' (format parquet)"
                .formatted(quoted(file(prefix, Format.CSV)), quoted(partial)));
      }
    }
    Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
  }

  static String quoted(Path path) {
    return path.toString().replace("'", "''");
  }
}
