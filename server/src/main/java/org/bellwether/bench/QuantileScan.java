package org.bellwether.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a query engine alone needs for the tables: one scan with the exact deciles of numbers. */
public final class QuantileScan {

  private QuantileScan() {}

  /** Reads CSV or Parquet files one after the other, and the deciles of n0 to n13 of each. */
  public static void main(String[] files) throws SQLException {
    String deciles =
        IntStream.range(0, TableGenerator.NUMERIC)
            .mapToObj(i -> "quantile_disc(n" + i + ", [.1, .2, .3, .4, .5, .6, .7, .8, .9])")
            .collect(Collectors.joining(", "));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (String file : files) {
        String path = BenchTables.quoted(Path.of(file));
        try (ResultSet rows =
            statement.executeQuery("select " + deciles + " from '" + path + "'")) {
          rows.next();
          System.out.println(rows.getString(1));
        }
      }
    }
  }
}
