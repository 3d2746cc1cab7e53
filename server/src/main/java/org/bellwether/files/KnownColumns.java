package org.bellwether.files;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Schema;

/** Refuses flags and schema files that name columns which no table has. */
public final class KnownColumns {

  private static final int SHOWN = 12;

  private final Set<String> names = new LinkedHashSet<>();

  public KnownColumns(Collection<Schema> tables) {
    for (Schema table : tables) {
      table.columns().stream().map(ColumnSchema::name).forEach(names::add);
    }
  }

  /** Checks flags and schema file. */
  public void require(ReadOptions options) {
    require(options, List.of());
  }

  /**
   * Checks flags and schema file.
   *
   * @param others further columns that were named, by --method
   */
  public void require(ReadOptions options, List<String> others) {
    for (String column : others) {
      if (!names.contains(column)) {
        throw new WrongSettingException(
            "--method " + column + ": no table has this column. " + advice(column));
      }
    }
    for (Roles.Named named : options.roles().named()) {
      if (!names.contains(named.column())) {
        throw new WrongSettingException(
            named.flag()
                + " "
                + named.column()
                + ": no table has this column. "
                + advice(named.column()));
      }
    }
    DeclaredSchema declared = options.declared();
    if (declared == null) {
      return;
    }
    for (DeclaredSchema.Column column : declared.columns()) {
      if (!names.contains(column.name())) {
        throw new WrongSettingException(
            declared.file()
                + ", line "
                + column.line()
                + ": no table has a column '"
                + column.name()
                + "'. "
                + advice(column.name()));
      }
    }
  }

  /** Refuses two tables that have nothing in common. */
  public static void requireCommon(TableReader reference, TableReader current) {
    List<String> before = reference.schema().columns().stream().map(ColumnSchema::name).toList();
    List<String> now = current.schema().columns().stream().map(ColumnSchema::name).toList();
    if (now.stream().noneMatch(before::contains)) {
      throw new UnreadableTableException(
          reference.name()
              + " and "
              + current.name()
              + " have no column in common: "
              + shown(before)
              + " against "
              + shown(now)
              + ". Compare two tables of the same kind, with a header row each.");
    }
  }

  private static String shown(List<String> names) {
    return String.join(", ", names.stream().limit(5).toList()) + (names.size() > 5 ? "…" : "");
  }

  private String advice(String wanted) {
    String plain = wanted.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    for (String name : names) {
      if (name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "").equals(plain)) {
        return "Is '" + name + "' meant?";
      }
    }
    return "There are "
        + String.join(", ", names.stream().limit(SHOWN).toList())
        + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more." : ".");
  }
}
