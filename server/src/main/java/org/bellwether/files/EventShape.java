package org.bellwether.files;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;

/** What the rows of a table are, with the fields of the events that they become. */
public enum EventShape {
  /** One prediction a row. */
  PREDICTION,
  /** One label a row, none where the column of labels is empty. */
  LABEL,
  /** One feedback a row. */
  FEEDBACK;

  /** What a field holds; those of several values hold them by name. */
  enum Form {
    TEXT,
    TIME,
    NUMBER,
    VALUE,
    VECTOR,
    TEXTS,
    NUMBERS,
    VALUES;

    /** Of each of its values. */
    Form each() {
      return switch (this) {
        case TEXTS -> TEXT;
        case NUMBERS -> NUMBER;
        case VALUES -> VALUE;
        default -> this;
      };
    }

    boolean byName() {
      return each() != this;
    }
  }

  private static final Map<String, Form> OF_PREDICTION =
      Map.ofEntries(
          entry("id", Form.TEXT),
          entry("model", Form.TEXT),
          entry("version", Form.TEXT),
          entry("time", Form.TIME),
          entry("features", Form.VALUES),
          entry("score", Form.NUMBER),
          entry("scores", Form.NUMBERS),
          entry("prediction", Form.VALUE),
          entry("decision", Form.TEXT),
          entry("segments", Form.TEXTS),
          entry("subject", Form.TEXT),
          entry("latencyMs", Form.NUMBER),
          entry("stages", Form.NUMBERS),
          entry("cost", Form.NUMBER),
          entry("tokens", Form.NUMBERS),
          entry("attributions", Form.NUMBERS),
          entry("text", Form.TEXT),
          entry("embedding", Form.VECTOR),
          entry("trace", Form.TEXT),
          entry("error", Form.TEXT));

  private static final Map<String, Form> OF_LABEL =
      Map.of(
          "id", Form.TEXT,
          "model", Form.TEXT,
          "label", Form.VALUE,
          "time", Form.TIME,
          "source", Form.TEXT);

  private static final Map<String, Form> OF_FEEDBACK =
      Map.of(
          "id", Form.TEXT,
          "model", Form.TEXT,
          "kind", Form.TEXT,
          "value", Form.VALUE,
          "time", Form.TIME,
          "author", Form.TEXT,
          "comment", Form.TEXT);

  /** Every field with what it holds. */
  Map<String, Form> fields() {
    return switch (this) {
      case PREDICTION -> OF_PREDICTION;
      case LABEL -> OF_LABEL;
      case FEEDBACK -> OF_FEEDBACK;
    };
  }

  /** The names of the fields. */
  public Set<String> names() {
    return fields().keySet();
  }
}
