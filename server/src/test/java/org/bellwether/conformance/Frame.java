package org.bellwether.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of a test, column by column, as text; null where missing.
 *
 * @param columns values by column name
 */
record Frame(Map<String, List<String>> columns) {

  /** Reads Parquet or CSV; CSV columns stay text. */
  static Frame read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException("no file " + file);
    }
    String reader =
        file.toString().endsWith(".parquet")
            ? "read_parquet('" + file + "')"
            : "read_csv('" + file + "', header = true, all_varchar = true)";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + reader)) {
      Map<String, List<String>> columns = new LinkedHashMap<>();
      int width = rows.getMetaData().getColumnCount();
      List<List<String>> order = new ArrayList<>();
      for (int i = 1; i <= width; i++) {
        order.add(new ArrayList<>());
        columns.put(rows.getMetaData().getColumnName(i), order.get(i - 1));
      }
      while (rows.next()) {
        for (int i = 1; i <= width; i++) {
          order.get(i - 1).add(rows.getString(i));
        }
      }
      return new Frame(columns);
    } catch (SQLException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  int rows() {
    return columns.values().iterator().next().size();
  }

  boolean has(String name) {
    return columns.containsKey(name);
  }

  List<String> texts(String name) {
    List<String> found = columns.get(name);
    if (found == null) {
      throw new AssertionError("no column " + name + " among " + columns.keySet());
    }
    return found;
  }

  /** Numbers; NaN where missing; true is 1 and false is 0. */
  double[] numbers(String name) {
    return texts(name).stream().mapToDouble(Frame::number).toArray();
  }

  static double number(String text) {
    if (text == null || text.isEmpty() || text.equals("nan")) {
      return Double.NaN;
    }
    return switch (text) {
      case "true" -> 1;
      case "false" -> 0;
      default -> Double.parseDouble(text);
    };
  }

  /** The rows from one index to another, the latter exclusive. */
  Frame slice(int from, int to) {
    Map<String, List<String>> part = new LinkedHashMap<>();
    columns.forEach((name, values) -> part.put(name, values.subList(from, to)));
    return new Frame(part);
  }

  /** A category's text: 1.0 and 1 are the same one. */
  private static String category(String text) {
    return String.valueOf(text).replaceAll("\\.0$", "");
  }

  /** Values by code of the categories of this column in both tables, null left out. */
  static double[][] counts(List<String> reference, List<String> current) {
    Map<String, double[]> counts = new LinkedHashMap<>();
    reference.forEach(v -> counts.computeIfAbsent(category(v), k -> new double[2])[0]++);
    current.forEach(v -> counts.computeIfAbsent(category(v), k -> new double[2])[1]++);
    counts.remove("null");
    double[][] columns = new double[2][counts.size()];
    List<double[]> pairs = List.copyOf(counts.values());
    Arrays.setAll(columns[0], i -> pairs.get(i)[0]);
    Arrays.setAll(columns[1], i -> pairs.get(i)[1]);
    return columns;
  }
}
