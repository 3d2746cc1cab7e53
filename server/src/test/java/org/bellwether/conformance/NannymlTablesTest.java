package org.bellwether.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bellwether.conformance.Chunked.Chunk;
import org.junit.jupiter.api.Test;

/**
 * Result tables of NannyML's documentation over its own data sets, every cell at six printed
 * digits; one line a table. Tables that need a learner are run beside the learners. Where the data
 * are absent the test says so and passes, unless they are demanded by {@code
 * bellwether.demand-shared=true} or by the environment's {@code CI=true}.
 */
class NannymlTablesTest {

  private static final Path NANNYML =
      Path.of(System.getProperty("bellwether.shared", "../../shared"), "data", "nannyml");

  /** Tables over a learner: their own test runs them. */
  private static final Set<String> OF_LEARNERS =
      Set.of(
          "tutorial_drift_multivariate__cell4",
          "tutorial_drift_multivariate__cell6",
          "tutorial_drift_multivariate_domain_classifier__cell4",
          "tutorial_drift_multivariate_domain_classifier__cell6",
          "tutorial_estimating_performance_regression__cell4",
          "tutorial_estimating_performance_regression__cell6");

  private static final List<String> CONTINUOUS =
      List.of("car_value", "debt_to_income_ratio", "loan_length", "driver_tenure", "y_pred_proba");
  private static final List<String> CATEGORICAL =
      List.of("salary_range", "repaid_loan_on_prev_car", "size_of_downpayment", "y_pred");

  private final Map<String, Frame> frames = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();
  private final Set<String> run = new HashSet<>();

  @Test
  void everyTableThatIsPresentHolds() throws IOException {
    Path expected = NANNYML.resolve("expected");
    if (!Files.isDirectory(expected)) {
      String left = "tables: no folder " + expected + ", its tables were left out";
      boolean demanded =
          Boolean.getBoolean("bellwether.demand-shared") || "true".equals(System.getenv("CI"));
      assertThat(demanded).as(left).isFalse();
      System.out.println(left);
      return;
    }
    binary();
    multiclass();
    regression();
    chunking();
    drift();
    titanic();
    rankings();
    Set<String> missed = new HashSet<>();
    try (Stream<Path> files = Files.list(expected)) {
      files
          .map(f -> f.getFileName().toString().replace(".csv", ""))
          .filter(f -> !run.contains(f) && !OF_LEARNERS.contains(f))
          .forEach(missed::add);
    }
    assertThat(missed).as("tables without a computation").isEmpty();
    assertThat(failures.stream().limit(40).toList()).as("%d cells", failures.size()).isEmpty();
  }

  private Frame frame(String name) throws IOException {
    Frame known = frames.get(name);
    if (known == null) {
      known = Frame.read(NANNYML.resolve("data").resolve(name));
      frames.put(name, known);
    }
    return known;
  }

  private Chunked cars(int size) throws IOException {
    return Chunked.bySize(
        frame("reference_synthetic_car_loan.parquet"),
        frame("monitoring_synthetic_car_loan.parquet"),
        size);
  }

  private void table(String name, Chunked table, List<ChunkMetric> metrics) throws IOException {
    table(name, table, 0, metrics, c -> null);
  }

  private void table(
      String name,
      Chunked table,
      int months,
      List<ChunkMetric> metrics,
      Function<String, Double> tolerance)
      throws IOException {
    Path file = NANNYML.resolve("expected").resolve(name + ".csv");
    run.add(name);
    if (!Files.exists(file)) {
      return;
    }
    ExpectedTable expected = ExpectedTable.read(file);
    boolean dated =
        !expected.frame().has("chunk.start_date")
            || expected.frame().texts("chunk.start_date").get(0) != null;
    Chunked shown = new Chunked(table.reference(), table.analysis(), table.chunks(), dated);
    expected.compare(shown, months, metrics, tolerance);
    report(name, expected);
  }

  private void report(String name, ExpectedTable expected) {
    System.out.printf(
        "tables: %s: %d cells, %d failed%n", name, expected.cells(), expected.failures().size());
    expected.failures().forEach(f -> failures.add(name + ": " + f));
  }

  /**
   * NannyML sorts rows by score with an unstable sort before it ranks them, so its sampling error
   * of an AUC depends on the order it leaves ties in; its error of an average precision is drawn at
   * random.
   */
  private static Double rankTolerance(String column) {
    if (column.startsWith("roc_auc") && column.endsWith("sampling_error")) {
      return 5e-3;
    }
    if (column.startsWith("roc_auc") && column.contains("confidence_boundary")) {
      return 5e-5;
    }
    return column.equals("average_precision.sampling_error") ? Double.POSITIVE_INFINITY : null;
  }

  private static ChunkMetric binaryMetric(Chunked table, String metric, boolean estimated) {
    boolean money = metric.equals("business_value");
    double low = money ? Double.NEGATIVE_INFINITY : 0;
    double high = money ? Double.POSITIVE_INFINITY : 1;
    Frame reference = table.reference();
    Function<Chunk, Double> realised =
        c -> NannymlMetrics.binary(metric, c.rows().numbers("repaid"), c.rows());
    ChunkMetric m =
        estimated
            ? ChunkMetric.of(
                    metric,
                    table,
                    c ->
                        NannymlMetrics.binary(
                            metric, NannymlMetrics.calibrated(reference, c.rows()), c.rows()),
                    low,
                    high)
                .estimateOf(table, realised::apply)
            : ChunkMetric.of(metric, table, realised::apply, low, high);
    double error = NannymlErrors.binary(metric, reference, 1);
    return m.withError(table, c -> error / Math.sqrt(NannymlMetrics.size(c)));
  }

  private static List<ChunkMetric> binaryMetrics(
      Chunked table, boolean estimated, String... metrics) {
    return Stream.of(metrics).map(m -> binaryMetric(table, m, estimated)).toList();
  }

  private void binary() throws IOException {
    Chunked cars = cars(5000);
    String[] cells = {"true_positive", "true_negative", "false_positive", "false_negative"};
    List<ChunkMetric> money = binaryMetrics(cars, false, "business_value");
    table("tutorial_calculating_business_value_binary_classification__cell5", cars, money);
    table("tutorial_calculating_business_value_binary_classification__cell7", cars, money);
    List<ChunkMetric> confusion = binaryMetrics(cars, false, cells);
    table("tutorial_calculating_confusion_matrix_binary_classification__cell5", cars, confusion);
    List<ChunkMetric> all =
        binaryMetrics(
            cars,
            false,
            "roc_auc",
            "f1",
            "precision",
            "recall",
            "specificity",
            "accuracy",
            "average_precision");
    ranked("tutorial_calculating_standard_metrics_binary_classification__cell7", cars, all);
    ranked("tutorial_compare_estimated_and_realized_performance__cell8", cars, all);
    ranked(
        "tutorial_compare_estimated_and_realized_performance__cell6",
        cars,
        binaryMetrics(cars, true, "roc_auc"));
    table(
        "tutorial_creating_and_estimating_a_custom_metric_binary_classification__cell5",
        cars,
        binaryMetrics(cars, true, cells));
    table(
        "tutorial_estimating_business_value_binary_classification__cell5",
        cars,
        binaryMetrics(cars, true, "business_value"));
    ChunkMetric f1 = binaryMetric(cars, "f1", true);
    table("tutorial_thresholds__cell7", cars, List.of(f1));
    table("tutorial_thresholds__cell12", cars, List.of(f1.withThresholds(Double.NaN, 0.93)));
  }

  private void ranked(String name, Chunked table, List<ChunkMetric> metrics) throws IOException {
    table(name, table, 0, metrics, NannymlTablesTest::rankTolerance);
  }

  static ChunkMetric cardMetric(Chunked table, String metric, boolean estimated) {
    boolean money = metric.equals("business_value");
    Frame reference = table.reference();
    double share = metric.startsWith("true_") ? 1 : 0;
    Function<Chunk, Double> realised =
        c ->
            NannymlMetrics.cards(metric, NannymlMetrics.labels(c.rows()), c.rows())
                / (share == 1 ? NannymlMetrics.size(c) : 1);
    double low = money ? Double.NEGATIVE_INFINITY : 0;
    double high = money ? Double.POSITIVE_INFINITY : 1;
    ChunkMetric m =
        estimated
            ? ChunkMetric.of(
                    metric,
                    table,
                    c ->
                        NannymlMetrics.cards(
                            metric, NannymlMetrics.cardsCalibrated(reference, c.rows()), c.rows()),
                    low,
                    high)
                .estimateOf(table, realised::apply)
            : ChunkMetric.of(metric, table, realised::apply, low, high);
    double error = NannymlErrors.cards(metric, reference, 1);
    return m.withError(table, c -> error / Math.sqrt(NannymlMetrics.size(c)));
  }

  private Chunked cards(int size) throws IOException {
    return Chunked.bySize(
        frame("reference_synthetic_credit_card.parquet"),
        frame("monitoring_synthetic_credit_card.parquet"),
        size);
  }

  private void multiclass() throws IOException {
    Chunked cards = cards(6000);
    List<ChunkMetric> cells = new ArrayList<>();
    for (String label : NannymlMetrics.CARDS) {
      for (String predicted : NannymlMetrics.CARDS) {
        cells.add(cardMetric(cards, "true_" + label + "_pred_" + predicted, false));
      }
    }
    table("tutorial_calculating_confusion_matrix_multiclass_classification__cell5", cards, cells);
    table("tutorial_calculating_confusion_matrix_multiclass_classification__cell7", cards, cells);
    table(
        "tutorial_calculating_business_value_multiclass_classification__cell7",
        cards,
        List.of(cardMetric(cards, "business_value", false)));
    List<ChunkMetric> all =
        Stream.of("roc_auc", "f1", "precision", "recall", "specificity", "accuracy")
            .map(m -> cardMetric(cards, m, false))
            .toList();
    ranked("tutorial_realized_performance_multiclass_classification__cell4", cards, all);
    ranked("tutorial_realized_performance_multiclass_classification__cell6", cards, all);
    ranked(
        "tutorial_estimating_performance_multiclass_classification__cell4",
        cards,
        List.of(cardMetric(cards, "roc_auc", true), cardMetric(cards, "f1", true)));
    table(
        "tutorial_estimating_business_value_multiclass_classification__cell5",
        cards,
        List.of(cardMetric(cards, "business_value", true)));
  }

  private void regression() throws IOException {
    Chunked prices =
        Chunked.bySize(
            frame("reference_synthetic_car_price.parquet"),
            frame("monitoring_synthetic_car_price.parquet"),
            6000);
    List<ChunkMetric> metrics =
        Stream.of("mae", "mape", "mse", "msle", "rmse", "rmsle")
            .map(m -> {
              double error = NannymlErrors.regression(m, prices.reference(), 1);
              return ChunkMetric.of(
                      m,
                      prices,
                      c -> NannymlMetrics.regression(m, c.rows()),
                      0,
                      Double.POSITIVE_INFINITY)
                  .withError(prices, c -> error / Math.sqrt(NannymlMetrics.size(c)));
            })
            .toList();
    table("tutorial_realized_performance_regression__cell6", prices, metrics);
  }

  private void chunking() throws IOException {
    Frame reference = frame("reference_synthetic_car_loan.parquet");
    Frame analysis = frame("monitoring_synthetic_car_loan.parquet");
    Chunked quarters = Chunked.byMonths(reference, analysis, 3);
    table("tutorial_chunking__cell2", quarters, 3, List.of(), c -> null);
    table("tutorial_chunking__cell4", cars(3500), List.of());
    table("tutorial_chunking__cell6", cars(3500), List.of());
    table("tutorial_chunking__cell10", Chunked.byNumber(reference, analysis, 9), List.of());
    Chunked months = Chunked.byMonths(reference, analysis, 1);
    ChunkMetric count =
        ChunkMetric.of("rows_count", months, NannymlMetrics::size, 0, Double.POSITIVE_INFINITY);
    table("tutorial_stats_count__cell4", months, 1, List.of(count), c -> null);
    Chunked tenths = cars(5000);
    List<ChunkMetric> sums = new ArrayList<>();
    for (String column : List.of("car_value", "debt_to_income_ratio", "driver_tenure")) {
      double[] m = NannymlMetrics.moments(reference.numbers(column));
      double n = reference.rows();
      double sd = Math.sqrt(m[1] * n / (n - 1));
      sums.add(
          ChunkMetric.of(
                  column,
                  tenths,
                  c -> java.util.Arrays.stream(c.rows().numbers(column)).sum(),
                  Double.NEGATIVE_INFINITY,
                  Double.POSITIVE_INFINITY)
              .withError(tenths, c -> sd * Math.sqrt(NannymlMetrics.size(c))));
    }
    table("tutorial_stats_sum__cell4", tenths, sums);
  }

  private void drift() throws IOException {
    Chunked cars = withIds(cars(5000));
    List<ChunkMetric> metrics = new ArrayList<>();
    for (String column : Stream.concat(Stream.of("id"), CONTINUOUS.stream()).toList()) {
      metrics.add(NannymlDrift.kolmogorovSmirnov(cars, column));
      metrics.add(NannymlDrift.jensenShannon(cars, column, true));
    }
    for (String column : CATEGORICAL) {
      metrics.add(NannymlDrift.chiSquare(cars, column));
      metrics.add(NannymlDrift.jensenShannon(cars, column, false));
    }
    table("tutorial_drift_univariate__cell8", cars, metrics);
    table("tutorial_storing_and_loading_calculators_univariate__cell5", cars, metrics);
    table("tutorial_working_with_results__cell3", cars, metrics);
    table("tutorial_working_with_results__cell7", cars, metrics);
  }

  /** The documentation's tables number the rows of both tables through. */
  private static Chunked withIds(Chunked table) {
    return Chunked.bySize(
        withIds(table.reference(), 0), withIds(table.analysis(), table.reference().rows()), 5000);
  }

  private static Frame withIds(Frame frame, int first) {
    Map<String, List<String>> columns = new LinkedHashMap<>(frame.columns());
    columns.put(
        "id",
        java.util.stream.IntStream.range(first, first + frame.rows())
            .mapToObj(String::valueOf)
            .toList());
    return new Frame(columns);
  }

  private void titanic() throws IOException {
    Chunked titanic =
        Chunked.byNumber(frame("titanic_reference.csv.gz"), frame("titanic_analysis.csv.gz"), 10);
    List<ChunkMetric> missing = new ArrayList<>();
    for (String column : titanic.reference().columns().keySet()) {
      if (!titanic.analysis().has(column)) {
        continue;
      }
      double rate = missing(titanic.reference(), column);
      missing.add(
          ChunkMetric.of(column, titanic, c -> missing(c.rows(), column), 0, 1)
              .withError(titanic, c -> Math.sqrt(rate * (1 - rate) / NannymlMetrics.size(c))));
    }
    table("tutorial_missing_values__cell4", titanic, missing);
    List<ChunkMetric> unseen = new ArrayList<>();
    for (String column : List.of("Sex", "Ticket", "Cabin", "Embarked")) {
      Set<String> known = new HashSet<>(titanic.reference().texts(column));
      unseen.add(
          ChunkMetric.of(
                  column,
                  titanic,
                  c ->
                      c.rows().texts(column).stream()
                              .filter(v -> v != null && !known.contains(v))
                              .count()
                          / NannymlMetrics.size(c),
                  0,
                  1)
              .withThresholds(Double.NaN, 0));
    }
    table("tutorial_unseen_values__cell4", titanic, unseen);
  }

  private static double missing(Frame rows, String column) {
    return rows.texts(column).stream().filter(v -> v == null).count() / (double) rows.rows();
  }

  private void rankings() throws IOException {
    Chunked cars = cars(5000);
    List<String> rest = Stream.concat(CATEGORICAL.stream(), Stream.of("repaid")).toList();
    List<ChunkMetric> drift = NannymlDrift.allJensenShannon(cars, CONTINUOUS, rest);
    NannymlRankings rankings = new NannymlRankings(cars, drift);
    report("tutorial_ranking__cell3", rankings.byAlerts(expected("tutorial_ranking__cell3")));
    ChunkMetric auc = binaryMetric(cars, "roc_auc", true);
    report(
        "tutorial_ranking__cell9",
        rankings.byCorrelation(expected("tutorial_ranking__cell9"), auc, cars.chunks()));
    ChunkMetric recall = binaryMetric(cars, "recall", false);
    report(
        "tutorial_ranking__cell11",
        rankings.byCorrelation(expected("tutorial_ranking__cell11"), recall, cars.of("analysis")));
  }

  private ExpectedTable expected(String name) throws IOException {
    run.add(name);
    return ExpectedTable.read(NANNYML.resolve("expected").resolve(name + ".csv"));
  }
}
