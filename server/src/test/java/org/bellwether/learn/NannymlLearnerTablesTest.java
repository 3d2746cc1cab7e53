package org.bellwether.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.drift.PcaReconstruction;
import org.bellwether.learner.CrossFit;
import org.bellwether.learner.FeatureEncoding;
import org.bellwether.learner.SampledRows;
import org.bellwether.performance.DirectLossEstimation;
import org.bellwether.performance.DirectLossEstimation.Loss;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Role;
import org.bellwether.schema.Task;
import org.bellwether.stat.Separation;
import org.junit.jupiter.api.Test;

/**
 * The tables of NannyML's documentation that need a learner or components, in the folder {@code
 * data/nannyml} of {@code bellwether.shared}; {@code expected_manifest.json} there has the
 * configurations and who recomputed what.
 */
class NannymlLearnerTablesTest {

  private static final String[] LOAN_NUMBERS = {
    "car_value", "debt_to_income_ratio", "loan_length", "driver_tenure"
  };
  private static final String[] LOAN_CATEGORIES = {
    "salary_range", "repaid_loan_on_prev_car", "size_of_downpayment"
  };
  private static final String[] PRICE_NUMBERS = {
    "car_age", "km_driven", "price_new", "accident_count", "door_count"
  };
  private static final String[] PRICE_CATEGORIES = {"fuel", "transmission"};

  private static final Path FOLDER =
      Path.of(System.getProperty("bellwether.shared", "../shared")).resolve("data/nannyml");

  @Test
  void reconstructionErrorToPrintedDigits() throws Exception {
    if (isAbsent("tutorial_drift_multivariate")) {
      return;
    }
    SampledRows reference = loans("reference", 0, 50_000);
    List<ColumnSchema> columns = reference.schema().withRole(Role.FEATURE);
    for (String[] cell : new String[][] {{"4", "monitoring"}, {"6", "reference"}}) {
      List<Double> expected =
          column("tutorial_drift_multivariate__cell" + cell[0], "reconstruction_error.value");
      for (int chunk = 0; chunk < expected.size(); chunk++) {
        double error =
            PcaReconstruction.meanError(columns, reference, loans(cell[1], chunk * 5000, 5000));
        assertThat(error).isCloseTo(expected.get(chunk), within(expected.get(chunk) * 5e-6));
      }
    }
  }

  @Test
  void domainClassifierWithinThreeHundredths() throws Exception {
    if (isAbsent("tutorial_drift_multivariate_domain_classifier")) {
      return;
    }
    SampledRows reference = loans("reference", 0, 50_000);
    for (String[] cell : new String[][] {{"4", "monitoring"}, {"6", "reference"}}) {
      List<Double> expected =
          column(
              "tutorial_drift_multivariate_domain_classifier__cell" + cell[0],
              "domain_classifier_auroc.value");
      for (int chunk = 0; chunk < expected.size(); chunk++) {
        // NannyML drops reference rows that the chunk has too: in the reference, the chunk's own.
        SampledRows others =
            cell[1].equals("reference") ? loansWithout(chunk * 5000, 5000) : reference;
        assertThat(auc(others, loans(cell[1], chunk * 5000, 5000)))
            .as(cell[1] + " chunk " + chunk)
            .isCloseTo(expected.get(chunk), within(0.03));
      }
    }
  }

  private static double auc(SampledRows reference, SampledRows chunk) {
    FeatureEncoding encoding =
        FeatureEncoding.fit(reference.schema().withRole(Role.FEATURE), reference, chunk);
    double[][] before = encoding.encode(reference).rows();
    double[][] now = encoding.encode(chunk).rows();
    double[][] x = Arrays.copyOf(before, before.length + now.length);
    System.arraycopy(now, 0, x, before.length, now.length);
    double[] y = new double[x.length];
    Arrays.fill(y, before.length, y.length, 1);
    CrossFit fit = CrossFit.of(GradientBoosting.classifier(), x, y, true, 5, 13);
    double[] first = Arrays.copyOf(fit.score(), before.length);
    double[] second = Arrays.copyOfRange(fit.score(), before.length, x.length);
    return Separation.of(first, second).auc();
  }

  @Test
  void directLossEstimationWithinTwoPercent() throws Exception {
    if (isAbsent("tutorial_estimating_performance_regression")) {
      return;
    }
    SampledRows reference = prices("reference", 0, 60_000);
    DirectLossEstimation estimation = DirectLossEstimation.by(GradientBoosting.regressor());
    for (String[] cell : new String[][] {{"4", "monitoring"}, {"6", "reference"}}) {
      String table = "tutorial_estimating_performance_regression__cell" + cell[0];
      for (Loss loss : new Loss[] {Loss.RMSE, Loss.RMSLE}) {
        List<Double> expected = column(table, loss.word() + ".value");
        List<SampledRows> chunks = new ArrayList<>();
        for (int chunk = 0; chunk < expected.size(); chunk++) {
          chunks.add(prices(cell[1], chunk * 6000, 6000));
        }
        double[] estimated = estimation.estimate(loss, reference, chunks);
        double worst = 0;
        for (int chunk = 0; chunk < estimated.length; chunk++) {
          worst = Math.max(worst, Math.abs(estimated[chunk] / expected.get(chunk) - 1));
        }
        System.out.printf("FIG %s %s: largest relative difference %.4f%n", table, loss, worst);
        assertThat(worst).as(table + " " + loss).isLessThan(0.02);
      }
    }
  }

  private static boolean isAbsent(String what) {
    boolean absent = !Files.isDirectory(FOLDER.resolve("expected"));
    if (absent) {
      System.out.println("left out, no " + FOLDER + ": " + what);
    }
    return absent;
  }

  private static SampledRows loans(String period, int from, int rows) throws SQLException {
    Tables tables = new Tables();
    read(tables, period + "_synthetic_car_loan", from, rows, LOAN_NUMBERS, LOAN_CATEGORIES);
    return tables.rows(Task.BINARY);
  }

  private static SampledRows loansWithout(int from, int rows) throws SQLException {
    Tables tables = new Tables();
    String file = "reference_synthetic_car_loan";
    for (String name : LOAN_NUMBERS) {
      tables.numbers(name, parse(without(query(file, name), from, rows)), Role.FEATURE);
    }
    for (String name : LOAN_CATEGORIES) {
      String[] values = without(query(file, name), from, rows).toArray(new String[0]);
      tables.categories(name, values, Role.FEATURE);
    }
    return tables.rows(Task.BINARY);
  }

  private static List<String> without(List<String> all, int from, int rows) {
    List<String> rest = new ArrayList<>(all.subList(0, from));
    rest.addAll(all.subList(from + rows, all.size()));
    return rest;
  }

  private static SampledRows prices(String period, int from, int rows) throws SQLException {
    Tables tables = new Tables();
    String file = period + "_synthetic_car_price";
    read(tables, file, from, rows, PRICE_NUMBERS, PRICE_CATEGORIES);
    tables.numbers("y_pred", numbers(file, "y_pred", from, rows), Role.PREDICTION);
    if (period.equals("reference")) {
      tables.numbers("y_true", numbers(file, "y_true", from, rows), Role.LABEL);
    }
    return tables.rows(Task.REGRESSION);
  }

  private static void read(
      Tables tables, String file, int from, int rows, String[] numbers, String[] categories)
      throws SQLException {
    for (String name : numbers) {
      tables.numbers(name, numbers(file, name, from, rows), Role.FEATURE);
    }
    for (String name : categories) {
      tables.categories(name, query(file, name, from, rows).toArray(new String[0]), Role.FEATURE);
    }
  }

  private static double[] numbers(String file, String column, int from, int rows)
      throws SQLException {
    return parse(query(file, column, from, rows));
  }

  private static double[] parse(List<String> values) {
    return values.stream().mapToDouble(Double::parseDouble).toArray();
  }

  private static final Map<String, List<String>> READ = new HashMap<>();

  private static List<String> query(String file, String column, int from, int rows)
      throws SQLException {
    return query(file, column).subList(from, from + rows);
  }

  private static List<String> query(String file, String column) throws SQLException {
    List<String> known = READ.get(file + column);
    if (known != null) {
      return known;
    }
    String sql =
        "SELECT CAST(\"%s\" AS VARCHAR) FROM read_parquet('%s')"
            .formatted(column, FOLDER.resolve("data").resolve(file + ".parquet"));
    List<String> values = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        values.add(result.getString(1));
      }
    }
    READ.put(file + column, values);
    return values;
  }

  private static List<Double> column(String table, String name) throws IOException {
    List<String> lines = Files.readAllLines(FOLDER.resolve("expected").resolve(table + ".csv"));
    int index =
        Arrays.asList(lines.get(0).replaceAll("\"[^\"]*\"", "").split(",", -1)).indexOf(name);
    return lines.stream()
        .skip(1)
        .map(line -> Double.parseDouble(line.replaceAll("\"[^\"]*\"", "").split(",", -1)[index]))
        .toList();
  }
}
