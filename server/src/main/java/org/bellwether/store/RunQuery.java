package org.bellwether.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bellwether.registry.Clause;
import org.bellwether.registry.RegistryException;
import org.bellwether.registry.SearchText;

/**
 * A search for runs as SQL that H2 and PostgreSQL understand; every value is a parameter.
 *
 * @param values of the parameters, by name
 */
record RunQuery(String sql, Map<String, Object> values) {

  /** Attributes that can be searched, with their columns. */
  private static final Map<String, String> COLUMNS =
      Map.ofEntries(
          Map.entry("run_id", "r.id"),
          Map.entry("run_name", "r.name"),
          Map.entry("name", "r.name"),
          Map.entry("run name", "r.name"),
          Map.entry("status", "r.status"),
          Map.entry("user_id", "r.user_name"),
          Map.entry("user", "r.user_name"),
          Map.entry("experiment_id", "r.experiment"),
          Map.entry("start_time", "r.started"),
          Map.entry("created", "r.started"),
          Map.entry("end_time", "r.ended"));

  private static final Set<String> NUMBERS = Set.of("r.experiment", "r.started", "r.ended");

  /** NaN orders differently in each database, and fits no comparison. */
  private static final String IS_NUMBER = " <> cast('NaN' as double precision)";

  static Set<String> attributes() {
    return COLUMNS.keySet();
  }

  static RunQuery of(RunReader.Search search) {
    Map<String, Object> values = new LinkedHashMap<>();
    StringBuilder joins = new StringBuilder();
    StringBuilder order = new StringBuilder();
    List<SearchText.Order> orders = search.orders();
    for (int i = 0; i < orders.size(); i++) {
      order.append(order(orders.get(i), i, joins, values)).append(", ");
    }
    StringBuilder where = new StringBuilder(" where r.experiment in (:experiments)");
    if (search.active() != null) {
      where.append(" and r.active = :active");
      values.put("active", search.active());
    }
    List<Clause> clauses = search.clauses();
    for (int i = 0; i < clauses.size(); i++) {
      where.append(" and ").append(condition(clauses.get(i), "c" + i, values));
    }
    return new RunQuery(
        "select r.* from run r"
            + joins
            + where
            + " order by "
            + order
            + "r.started desc, r.id limit :limit offset :offset",
        values);
  }

  private static String order(
      SearchText.Order order, int number, StringBuilder joins, Map<String, Object> values) {
    String direction = order.descending() ? " desc" : "";
    if (order.subject() == Clause.Subject.ATTRIBUTE) {
      String column = column(order.key());
      return "case when " + column + " is null then 1 else 0 end, " + column + direction;
    }
    String alias = "o" + number;
    joins
        .append(" left join ")
        .append(table(order.subject()))
        .append(' ')
        .append(alias)
        .append(" on %s.run = r.id and %s.name = :%s".formatted(alias, alias, alias));
    values.put(alias, order.key());
    String amount = alias + (order.subject() == Clause.Subject.METRIC ? ".amount" : ".content");
    String rank =
        order.subject() == Clause.Subject.METRIC
            ? " when not " + amount + IS_NUMBER + " then 1"
            : "";
    return "case when %s is null then 2%s else 0 end, %s%s"
        .formatted(amount, rank, amount, direction);
  }

  private static String table(Clause.Subject subject) {
    return switch (subject) {
      case METRIC -> "run_metric_last";
      case PARAM -> "run_param";
      case TAG -> "run_tag";
      case DATASET, ATTRIBUTE ->
          throw RegistryException.invalid("runs cannot be ordered by a dataset");
    };
  }

  private static String column(String attribute) {
    String column = COLUMNS.get(attribute);
    if (column == null) {
      throw RegistryException.invalid("runs have no attribute '" + attribute + "'");
    }
    return column;
  }

  private static String condition(Clause clause, String name, Map<String, Object> values) {
    return switch (clause.subject()) {
      case ATTRIBUTE -> attribute(column(clause.key()), clause, name, values);
      case METRIC ->
          exists("run_metric_last", clause, name, values)
              + "e.amount"
              + IS_NUMBER
              + " and "
              + number("e.amount", clause, name, values)
              + ")";
      case PARAM, TAG ->
          exists(table(clause.subject()), clause, name, values)
              + text("e.content", clause, name, values)
              + ")";
      case DATASET ->
          "exists (select 1 from run_dataset e where e.run = r.id and "
              + text(dataset(clause.key()), clause, name, values)
              + ")";
    };
  }

  private static String attribute(
      String column, Clause clause, String name, Map<String, Object> values) {
    return NUMBERS.contains(column)
        ? number(column, clause, name, values)
        : text(column, clause, name, values);
  }

  private static String exists(
      String table, Clause clause, String name, Map<String, Object> values) {
    values.put(name + "k", clause.key());
    return "exists (select 1 from %s e where e.run = r.id and e.name = :%sk and "
        .formatted(table, name);
  }

  private static String dataset(String key) {
    return switch (key) {
      case "name", "digest" -> "e." + key;
      default -> throw RegistryException.invalid("of a dataset, name and digest can be searched");
    };
  }

  private static String number(
      String column, Clause clause, String name, Map<String, Object> values) {
    Clause.Operator operator = clause.operator();
    if (!operator.orders()
        && operator != Clause.Operator.EQUAL
        && operator != Clause.Operator.DIFFERENT) {
      throw RegistryException.invalid(
          "'" + clause.key() + "' is a number: compare it with =, !=, <, <=, > or >=");
    }
    values.put(name, clause.number());
    return column + " " + sign(operator) + " :" + name;
  }

  private static String text(
      String column, Clause clause, String name, Map<String, Object> values) {
    Clause.Operator operator = clause.operator();
    if (operator.orders()) {
      throw RegistryException.invalid(
          "'" + clause.key() + "' is a text: compare it with =, !=, LIKE, ILIKE, IN or NOT IN");
    }
    boolean many = operator == Clause.Operator.IN || operator == Clause.Operator.NOT_IN;
    values.put(name, many ? clause.values() : clause.value());
    return column + " " + sign(operator) + (many ? " (:" + name + ")" : " :" + name);
  }

  private static String sign(Clause.Operator operator) {
    return operator == Clause.Operator.DIFFERENT ? "<>" : operator.sign();
  }
}
