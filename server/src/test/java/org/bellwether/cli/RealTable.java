package org.bellwether.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bellwether.files.Roles;
import org.bellwether.schema.Role;
import org.bellwether.schema.Segment;
import org.bellwether.schema.Task;
import org.jspecify.annotations.Nullable;

/**
 * A real table and where faults are planted in it.
 *
 * @param name the data set
 * @param sql its rows; {@code DATA} stands for the folder of all data sets
 * @param roles columns by role; of the segment columns the first holds the segment at fault
 * @param segment value of the segment column whose rows are at fault
 * @param nulls column that loses values
 * @param unit column that comes in another unit
 * @param category column with a new value
 * @param shifted column that rises in the segment
 * @param shift by how much
 * @param labels two labels, swapped in the segment; none of numbers, which are mirrored
 */
record RealTable(
    String name,
    String sql,
    Map<Role, String> roles,
    String segment,
    String nulls,
    String unit,
    String category,
    String shifted,
    double shift,
    String @Nullable [] labels) {

  static final List<RealTable> ALL =
      List.of(
          new RealTable(
              "german_credit",
              "SELECT * FROM read_csv('DATA/german_credit/german_credit.csv', all_varchar = true)",
              Map.of(Role.LABEL, "Class", Role.SEGMENT, "Telephone"),
              "0",
              "Duration",
              "Amount",
              "Class",
              "Age",
              20,
              new String[] {"Good", "Bad"}),
          new RealTable(
              "churn_watson_telco",
              "SELECT * FROM read_csv('DATA/churn_watson_telco/churn_watson_telco.csv', all_varchar = true)",
              Map.of(Role.LABEL, "churn", Role.SEGMENT, "contract"),
              "Two year",
              "tenure",
              "monthly_charges",
              "payment_method",
              "monthly_charges",
              30,
              new String[] {"No", "Yes"}),
          new RealTable(
              "nannyml titanic",
              "SELECT * EXCLUDE (PassengerId) REPLACE (CASE Survived WHEN '1' THEN 'yes' ELSE 'no' END AS Survived)"
                  + " FROM read_csv('DATA/nannyml/data/titanic_reference.csv.gz', all_varchar = true)",
              Map.of(Role.LABEL, "Survived", Role.SEGMENT, "Sex"),
              "male",
              "Fare",
              "Age",
              "Embarked",
              "Fare",
              20,
              new String[] {"yes", "no"}),
          new RealTable(
              "adult",
              "SELECT * FROM read_csv('DATA/adult/adult.csv', all_varchar = true)",
              Map.of(Role.LABEL, "income", Role.SEGMENT, "sex"),
              "Female",
              "age",
              "hours_per_week",
              "workclass",
              "age",
              20,
              new String[] {"<=50K", ">50K"}),
          new RealTable(
              "nannyml car_loan",
              "SELECT * REPLACE (CASE repaid WHEN 1 THEN '1' ELSE '0' END AS repaid)"
                  + " FROM 'DATA/nannyml/data/reference_synthetic_car_loan.parquet'",
              Map.of(
                  Role.LABEL, "repaid",
                  Role.SCORE, "y_pred_proba",
                  Role.PREDICTION, "y_pred",
                  Role.SEGMENT, "salary_range"),
              "60K+ €",
              "car_value",
              "loan_length",
              "size_of_downpayment",
              "debt_to_income_ratio",
              0.1,
              new String[] {"0", "1"}),
          new RealTable(
              "nannyml car_price",
              "SELECT * EXCLUDE (id) FROM 'DATA/nannyml/data/reference_synthetic_car_price.parquet'",
              Map.of(
                  Role.LABEL, "y_true",
                  Role.PREDICTION, "y_pred",
                  Role.SEGMENT, "fuel"),
              "diesel",
              "km_driven",
              "km_driven",
              "transmission",
              "price_new",
              8000,
              null),
          new RealTable(
              "nannyml credit_card",
              "SELECT * EXCLUDE (id, y_pred_proba_prepaid_card, y_pred_proba_highstreet_card,"
                  + " y_pred_proba_upmarket_card)"
                  + " FROM 'DATA/nannyml/data/reference_synthetic_credit_card.parquet'",
              Map.of(
                  Role.LABEL, "y_true",
                  Role.PREDICTION, "y_pred",
                  Role.SEGMENT, "app_channel"),
              "web",
              "credit_bureau_score",
              "stated_income",
              "acq_channel",
              "credit_bureau_score",
              80,
              new String[] {"highstreet_card", "upmarket_card"}),
          new RealTable(
              "elec2",
              "SELECT * REPLACE (CASE class WHEN '1' THEN 'up' ELSE 'down' END AS class),"
                  + " CASE WHEN CAST(period AS DOUBLE) < 0.25 THEN 'night' WHEN CAST(period AS DOUBLE) < 0.5 THEN 'morning'"
                  + " WHEN CAST(period AS DOUBLE) < 0.75 THEN 'afternoon' ELSE 'evening' END AS daytime"
                  + " FROM read_csv('DATA/elec2/elec.csv', all_varchar = true)",
              Map.of(Role.LABEL, "class", Role.SEGMENT, "daytime"),
              "night",
              "nswprice",
              "nswdemand",
              "class",
              "nswdemand",
              0.1,
              new String[] {"up", "down"}),
          // 300,000 of three million rows; airports beyond the largest are one segment.
          new RealTable(
              "flights_3m",
              "SELECT *, CASE WHEN delay > 15 THEN 'late' ELSE 'on time' END AS arrival,"
                  + " CASE WHEN origin IN ('ATL', 'ORD', 'DFW', 'LAX') THEN origin ELSE 'other' END"
                  + " AS hub FROM (SELECT * FROM 'DATA/flights_3m/flights-3m.parquet'"
                  + " USING SAMPLE reservoir(300000 ROWS) REPEATABLE (7))",
              Map.of(Role.LABEL, "arrival", Role.SEGMENT, "hub", Role.TIME, "date"),
              "ATL",
              "delay",
              "distance",
              "destination",
              "distance",
              500,
              new String[] {"late", "on time"}));

  String column(Role role) {
    return java.util.Objects.requireNonNull(roles.get(role), () -> name + " has no " + role);
  }

  /** The rows at fault. */
  Segment atFault() {
    return Segment.of(column(Role.SEGMENT), segment);
  }

  /**
   * Reads the table.
   *
   * @param data folder of all data sets
   * @param scratch where a copy may be written
   * @param most rows, drawn at random where the table has more; {@link Integer#MAX_VALUE} for all
   */
  RowsInMemory read(Path data, Path scratch, int most) throws SQLException {
    Path copy = scratch.resolve(name.replace(' ', '-') + ".csv");
    if (!Files.exists(copy)) {
      try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = connection.createStatement()) {
        statement.execute("SET threads = 1");
        String sample =
            most == Integer.MAX_VALUE
                ? ""
                : " USING SAMPLE reservoir(" + most + " ROWS) REPEATABLE (7)";
        statement.execute(
            "COPY (SELECT * FROM (%s)%s) TO '%s' (HEADER)"
                .formatted(sql.replace("DATA", data.toString()), sample, copy));
      }
    }
    List<Roles.Named> named = new ArrayList<>();
    roles.forEach((role, column) -> named.add(new Roles.Named(role, column, "test")));
    Task task = roles.containsKey(Role.PREDICTION) && labels == null ? Task.REGRESSION : null;
    return RowsInMemory.read(copy, new Roles(named, List.of(), task, null, null));
  }
}
