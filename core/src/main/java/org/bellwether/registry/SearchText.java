package org.bellwether.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads searches in MLflow's language: comparisons joined by {@code AND}, such as {@code
 * metrics.auc > 0.8 and tags.`team name` LIKE 'risk%'}, and orders, such as {@code metrics.auc
 * DESC}.
 */
public final class SearchText {

  /** Longest search, in characters. */
  private static final int MOST = 10_000;

  private static final Pattern TOKEN =
      Pattern.compile(
          """
          \\s*(?:(?<text>'(?:[^']|'')*')\
          |(?<number>[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)\
          |(?<sign>!=|<>|<=|>=|==|=|<|>)\
          |(?<mark>[(),])\
          |(?<word>[A-Za-z_]\\w*(?:\\.(?:`[^`]+`|"[^"]+"|[\\w./:-]+))?|`[^`]+`)\
          |(?<quoted>"[^"]*"))\\s*\
          """);

  /**
   * One key to order by.
   *
   * @param descending largest first
   */
  public record Order(Clause.Subject subject, String key, boolean descending) {}

  private record Token(String kind, String text) {}

  private record Name(Clause.Subject subject, String key) {}

  private final String search;
  private final Set<String> attributes;
  private final List<Token> tokens;
  private int next;

  private SearchText(String search, Set<String> attributes) {
    this.search = search;
    this.attributes = attributes;
    tokens = tokens(search);
  }

  /**
   * The comparisons of a search; all of them must hold.
   *
   * @param search empty for everything
   * @param attributes that can be named without a prefix
   * @throws RegistryException if it cannot be read; the message names the place
   */
  public static List<Clause> clauses(String search, Set<String> attributes) {
    SearchText reader = new SearchText(search, attributes);
    List<Clause> clauses = new ArrayList<>();
    while (reader.next < reader.tokens.size()) {
      if (!clauses.isEmpty()) {
        reader.expect("AND");
      }
      clauses.add(reader.clause());
    }
    return clauses;
  }

  /**
   * Keys to order by, the first one first.
   *
   * @throws RegistryException if one cannot be read
   */
  public static List<Order> orders(List<String> orders, Set<String> attributes) {
    List<Order> all = new ArrayList<>();
    for (String order : orders) {
      SearchText reader = new SearchText(order, attributes);
      Name name = reader.name();
      boolean descending = reader.next < reader.tokens.size() && reader.isNext("DESC");
      if (descending || (reader.next < reader.tokens.size() && reader.isNext("ASC"))) {
        reader.next++;
      }
      if (reader.next < reader.tokens.size()) {
        throw reader.wrong("ASC, DESC or the end");
      }
      all.add(new Order(name.subject(), name.key(), descending));
    }
    return all;
  }

  private static List<Token> tokens(String search) {
    if (search.length() > MOST) {
      throw RegistryException.invalid("a search may have " + MOST + " characters");
    }
    List<Token> tokens = new ArrayList<>();
    String text = search.strip();
    Matcher matcher = TOKEN.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!matcher.region(at, text.length()).lookingAt()) {
        throw RegistryException.invalid(
            "the search cannot be read at '" + text.substring(at) + "'");
      }
      for (String kind : List.of("text", "number", "sign", "mark", "word", "quoted")) {
        String found = matcher.group(kind);
        if (found != null) {
          tokens.add(new Token(kind, found));
        }
      }
      at = matcher.end();
    }
    return tokens;
  }

  private Clause clause() {
    Name name = name();
    Clause.Operator operator = operator();
    List<String> values = new ArrayList<>();
    if (operator == Clause.Operator.IN || operator == Clause.Operator.NOT_IN) {
      expect("(");
      values.add(value());
      while (isNext(",")) {
        next++;
        values.add(value());
      }
      expect(")");
    } else {
      values.add(value());
    }
    return new Clause(name.subject(), name.key(), operator, values);
  }

  private Name name() {
    Token token = take("a name, such as metrics.auc");
    if (!token.kind().equals("word")) {
      next--;
      throw wrong("a name, such as metrics.auc");
    }
    int dot = token.text().indexOf('.');
    if (dot < 0) {
      return attribute(unquoted(token.text()));
    }
    String key = unquoted(token.text().substring(dot + 1));
    return switch (token.text().substring(0, dot).toLowerCase(Locale.ROOT)) {
      case "metric", "metrics" -> new Name(Clause.Subject.METRIC, key);
      case "param", "params", "parameter", "parameters" -> new Name(Clause.Subject.PARAM, key);
      case "tag", "tags" -> new Name(Clause.Subject.TAG, key);
      case "dataset", "datasets" -> new Name(Clause.Subject.DATASET, key);
      case "attribute", "attributes", "attr", "run" -> attribute(key);
      default -> {
        next--;
        throw wrong("metrics., params., tags. or attributes.");
      }
    };
  }

  private Name attribute(String key) {
    if (!attributes.contains(key.toLowerCase(Locale.ROOT))) {
      next--;
      throw wrong("one of " + attributes.stream().sorted().toList());
    }
    return new Name(Clause.Subject.ATTRIBUTE, key.toLowerCase(Locale.ROOT));
  }

  private Clause.Operator operator() {
    Token token = take("a comparison");
    String sign = token.text().toUpperCase(Locale.ROOT);
    if (sign.equals("NOT")) {
      expect("IN");
      return Clause.Operator.NOT_IN;
    }
    String usual = sign.equals("<>") ? "!=" : sign.equals("==") ? "=" : sign;
    for (Clause.Operator operator : Clause.Operator.values()) {
      if (operator.sign().equals(usual)) {
        return operator;
      }
    }
    next--;
    throw wrong("=, !=, <, <=, >, >=, LIKE, ILIKE, IN or NOT IN");
  }

  private String value() {
    Token token = take("a value");
    return switch (token.kind()) {
      case "text" -> token.text().substring(1, token.text().length() - 1).replace("''", "'");
      case "quoted" -> token.text().substring(1, token.text().length() - 1);
      case "number" -> token.text();
      default -> {
        next--;
        throw wrong("a number or a text in single quotes");
      }
    };
  }

  private static String unquoted(String key) {
    return key.startsWith("`") || key.startsWith("\"") ? key.substring(1, key.length() - 1) : key;
  }

  private boolean isNext(String text) {
    return next < tokens.size() && tokens.get(next).text().equalsIgnoreCase(text);
  }

  private void expect(String text) {
    if (!isNext(text)) {
      throw wrong(text);
    }
    next++;
  }

  private Token take(String wanted) {
    if (next >= tokens.size()) {
      throw wrong(wanted);
    }
    return tokens.get(next++);
  }

  private RegistryException wrong(String wanted) {
    String found = next >= tokens.size() ? "at its end" : "at '" + tokens.get(next).text() + "'";
    return RegistryException.invalid(
        "the search '" + search.strip() + "' needs " + wanted + " " + found);
  }
}
