package org.bellwether.files;

import java.util.Collection;
import java.util.LinkedHashSet;
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
