package org.bellwether.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bellwether.files.EventShape.Form;
import org.jspecify.annotations.Nullable;

/**
 * A column as the value of a field, in SQL. What does not fit the field is passed on as it is, for
 * the reader of events to refuse with its row.
 *
 * @param name of the column
 * @param sql its values
 * @param type DuckDB's name of its type
 * @param raw its text as the file has it; {@code null} where the file holds typed values
 */
record EventCell(String name, String sql, String type, @Nullable String raw) {

  /** Of whole numbers of a 64-bit number, which stand for ids where pandas had gaps. */
  private static final String MOST = "9007199254740992";

  private static final String WITHOUT_OFFSET =
      "'\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d([.]\\d+)?'";

  boolean isStruct() {
    return type.startsWith("STRUCT(") && type.endsWith(")");
  }

  boolean isList() {
    return type.endsWith("]");
  }

  private boolean isJson() {
    return type.equals("JSON");
  }

  private RawColumn.Physical physical() {
    return StructTypes.physical(type);
  }

  /** The values of a struct, nested ones with dots. */
  List<EventCell> leaves() {
    List<EventCell> leaves = new ArrayList<>();
    for (StructTypes.Field field : StructTypes.fields(type)) {
      EventCell cell =
          new EventCell(
              field.name(),
              "struct_extract(" + sql + ", " + DuckDb.literal(field.name()) + ")",
              field.type(),
              null);
      if (cell.isStruct()) {
        cell.leaves()
            .forEach(leaf ->
                leaves.add(
                    new EventCell(field.name() + "." + leaf.name(), leaf.sql, leaf.type, null)));
      } else {
        leaves.add(cell);
      }
    }
    return leaves;
  }

  /** SQL of the value as a field wants it; missing where it is not a number. */
  String as(Form form) {
    return switch (form) {
      case TEXT -> text();
      case TIME -> time();
      case NUMBER -> number();
      case VALUE -> value();
      case VECTOR -> vector();
      case TEXTS, NUMBERS, VALUES -> map();
    };
  }

  private boolean floating() {
    String upper = type.toUpperCase(Locale.ROOT);
    return upper.equals("FLOAT") || upper.equals("DOUBLE");
  }

  private String text() {
    if (raw != null) {
      return raw;
    }
    if (isJson()) {
      return "(CASE WHEN json_type("
          + sql
          + ") IN ('BIGINT', 'UBIGINT', 'DOUBLE', 'BOOLEAN') THEN to_json("
          + sql
          + " ->> '$') ELSE "
          + sql
          + " END)";
    }
    if (floating()) {
      return "(CASE WHEN NOT isfinite(%1$s) THEN NULL WHEN abs(%1$s) <= %2$s AND %1$s = trunc(%1$s) THEN CAST(CAST(%1$s AS BIGINT) AS VARCHAR) ELSE CAST(%1$s AS VARCHAR) END)"
          .formatted(sql, MOST);
    }
    return isList() || isStruct() ? sql : "CAST(" + sql + " AS VARCHAR)";
  }

  private String time() {
    return switch (physical()) {
      case MOMENT ->
          "strftime(CASE WHEN isfinite(%1$s) THEN make_timestamp(epoch_us(%1$s)) END, '%%Y-%%m-%%dT%%H:%%M:%%S.%%fZ')"
              .formatted(type.startsWith("TIMESTAMP W") ? sql : "CAST(" + sql + " AS TIMESTAMP)");
      case TEXT -> {
        String text = isJson() ? "(" + sql + " ->> '$')" : sql;
        String moment =
            "CASE WHEN regexp_full_match(%1$s, %2$s) THEN replace(%1$s, ' ', 'T') || 'Z' WHEN regexp_full_match(%1$s, '\\d{4}-\\d\\d-\\d\\d') THEN %1$s || 'T00:00:00Z' ELSE %1$s END"
                .formatted(text, WITHOUT_OFFSET);
        yield isJson()
            ? "(CASE WHEN json_type(%1$s) = 'VARCHAR' THEN to_json(%2$s) ELSE %1$s END)"
                .formatted(sql, moment)
            : "(" + moment + ")";
      }
      default -> sql;
    };
  }

  private String number() {
    if (isJson() || isStruct() || isList()) {
      return sql;
    }
    return switch (physical()) {
      case NUMBER -> finite();
      case TEXT ->
          "(CASE WHEN TRY_CAST(%1$s AS DOUBLE) IS NULL THEN to_json(%1$s) WHEN isfinite(TRY_CAST(%1$s AS DOUBLE)) THEN to_json(TRY_CAST(%1$s AS DOUBLE)) END)"
              .formatted("CAST(" + sql + " AS VARCHAR)");
      default -> sql;
    };
  }

  private String finite() {
    return floating() ? "(CASE WHEN isfinite(" + sql + ") THEN " + sql + " END)" : sql;
  }

  private String value() {
    if (isJson() || isList() || isStruct()) {
      return sql;
    }
    return switch (physical()) {
      case NUMBER -> finite();
      case MOMENT -> type.equals("DATE") ? "CAST(" + sql + " AS VARCHAR)" : time();
      case TEXT -> type.startsWith("MAP(") ? sql : "CAST(" + sql + " AS VARCHAR)";
      default -> sql;
    };
  }

  private String vector() {
    return isList()
        ? "list_transform(CAST(%s AS FLOAT[]), lambda x: CASE WHEN isfinite(x) THEN x END)"
            .formatted(sql)
        : sql;
  }

  private String map() {
    String upper = type.toUpperCase(Locale.ROOT);
    String finite =
        upper.startsWith("MAP(") && (upper.endsWith(" DOUBLE)") || upper.endsWith(" FLOAT)"))
            ? "map_from_entries(list_filter(map_entries(%1$s), lambda e: isfinite(e.value)))"
                .formatted(sql)
            : sql;
    return "to_json(" + finite + ")";
  }
}
