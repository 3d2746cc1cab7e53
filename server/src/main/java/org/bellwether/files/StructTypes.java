package org.bellwether.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads DuckDB's names of types, such as {@code STRUCT(a VARCHAR, "b c" DOUBLE[])}. */
final class StructTypes {

  private StructTypes() {}

  /** Field of a struct. */
  record Field(String name, String type) {}

  /** Adds the leaves of a column, nested fields named with dots. */
  static void flatten(String name, String expression, String type, List<RawColumn> into) {
    if (isStruct(type)) {
      for (Field field : fields(type)) {
        flatten(
            name + "." + field.name(),
            "struct_extract(" + expression + ", " + DuckDb.literal(field.name()) + ")",
            field.type(),
            into);
      }
    } else {
      into.add(new RawColumn(name, expression, physical(type)));
    }
  }

  /** The same structure with text in every leaf. */
  static String asText(String type) {
    if (!isStruct(type)) {
      return "VARCHAR";
    }
    List<String> parts = new ArrayList<>();
    for (Field field : fields(type)) {
      parts.add(DuckDb.name(field.name()) + " " + asText(field.type()));
    }
    return "STRUCT(" + String.join(", ", parts) + ")";
  }

  private static boolean isStruct(String type) {
    return type.startsWith("STRUCT(") && type.endsWith(")");
  }

  static RawColumn.Physical physical(String type) {
    String upper = type.toUpperCase(Locale.ROOT);
    if (upper.endsWith("]")) {
      return upper.startsWith("VARCHAR") || upper.startsWith("STRUCT")
          ? RawColumn.Physical.TEXT
          : RawColumn.Physical.NUMBERS;
    }
    if (upper.startsWith("DECIMAL")) {
      return RawColumn.Physical.NUMBER;
    }
    return switch (upper) {
      case "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "HUGEINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "UHUGEINT",
          "FLOAT",
          "DOUBLE" ->
          RawColumn.Physical.NUMBER;
      case "BOOLEAN" -> RawColumn.Physical.BOOLEAN;
      case "DATE",
          "TIMESTAMP",
          "TIMESTAMP_S",
          "TIMESTAMP_MS",
          "TIMESTAMP_NS",
          "TIMESTAMP WITH TIME ZONE" ->
          RawColumn.Physical.MOMENT;
      default -> RawColumn.Physical.TEXT;
    };
  }

  static List<Field> fields(String struct) {
    String inner = struct.substring("STRUCT(".length(), struct.length() - 1);
    List<Field> fields = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i <= inner.length(); i++) {
      char ch = i == inner.length() ? ',' : inner.charAt(i);
      if (ch == '"') {
        quoted = !quoted;
      } else if (!quoted && (ch == '(' || ch == '[')) {
        depth++;
      } else if (!quoted && (ch == ')' || ch == ']')) {
        depth--;
      } else if (!quoted && depth == 0 && ch == ',') {
        fields.add(field(inner.substring(start, i).strip()));
        start = i + 1;
      }
    }
    return fields;
  }

  private static Field field(String text) {
    if (text.startsWith("\"")) {
      int end = 1;
      while (text.charAt(end) != '"' || (end + 1 < text.length() && text.charAt(end + 1) == '"')) {
        end += text.charAt(end) == '"' ? 2 : 1;
      }
      return new Field(
          text.substring(1, end).replace("\"\"", "\""), text.substring(end + 1).strip());
    }
    int space = text.indexOf(' ');
    return new Field(text.substring(0, space), text.substring(space + 1).strip());
  }
}
