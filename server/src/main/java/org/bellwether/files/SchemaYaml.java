package org.bellwether.files;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Constraints;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Task;
import org.jspecify.annotations.Nullable;

/** Schemas as YAML files. */
public final class SchemaYaml {

  private static final Set<String> TABLE_SETTINGS =
      new TreeSet<>(List.of("task", "positiveLabel", "threshold", "columns"));
  private static final Set<String> COLUMN_SETTINGS =
      new TreeSet<>(
          List.of(
              "name",
              "type",
              "role",
              "roles",
              "unit",
              "class",
              "min",
              "max",
              "maxMissing",
              "allowed",
              "unique",
              "past"));

  private final String file;

  private SchemaYaml(String file) {
    this.file = file;
  }

  /**
   * Reads a schema file.
   *
   * @throws UnreadableTableException if there is no such file
   * @throws WrongSettingException if a line of it is wrong; the message names the line
   */
  public static DeclaredSchema read(Path path) {
    try (Reader in = Files.newBufferedReader(path)) {
      return new SchemaYaml(path.toString()).schema(YamlNode.parse(path.toString(), in));
    } catch (NoSuchFileException e) {
      throw new UnreadableTableException(
          path + ": there is no such schema file. Write one with bellwether schema.", e);
    } catch (IOException e) {
      throw new UnreadableTableException(
          path + ": the schema file cannot be read: " + e.getMessage(), e);
    }
  }

  private DeclaredSchema schema(YamlNode root) {
    Map<String, YamlNode> table = mapping(root, TABLE_SETTINGS, "a schema file");
    List<DeclaredSchema.Column> columns = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    YamlNode list = table.get("columns");
    if (list == null || !(list instanceof YamlNode.Sequence sequence)) {
      throw wrong(root, "the file needs a list 'columns'");
    }
    for (YamlNode item : sequence.items()) {
      DeclaredSchema.Column column = column(item);
      if (!names.add(column.name())) {
        throw wrong(item, "column '" + column.name() + "' is declared twice. Keep one");
      }
      for (DeclaredSchema.Column other : columns) {
        for (Role role : column.roles()) {
          if (Schema.SINGLE_ROLES.contains(role) && other.roles().contains(role)) {
            throw wrong(
                item,
                "column '"
                    + column.name()
                    + "' has the role "
                    + lower(role)
                    + " that column '"
                    + other.name()
                    + "' has already. Give it to one of them");
          }
        }
      }
      columns.add(column);
    }
    Task task = word(table.get("task"), Task.class);
    for (String binary : List.of("positiveLabel", "threshold")) {
      if (task != null && task != Task.BINARY && table.containsKey(binary)) {
        throw wrong(
            table.get(binary),
            binary
                + " belongs to a binary task, and the task here is "
                + lower(task)
                + ". Leave one of them out");
      }
    }
    return new DeclaredSchema(
        file, columns, task, text(table.get("positiveLabel")), number(table.get("threshold")));
  }

  private DeclaredSchema.Column column(YamlNode item) {
    Map<String, YamlNode> settings = mapping(item, COLUMN_SETTINGS, "a column");
    String name = text(settings.get("name"));
    if (name == null) {
      throw wrong(item, "a column needs a name");
    }
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String key : List.of("role", "roles")) {
      YamlNode said = settings.get(key);
      for (YamlNode one : said instanceof YamlNode.Sequence s ? s.items() : listOf(said)) {
        Role role = word(one, Role.class);
        if (role != null) {
          roles.add(role);
        }
      }
    }
    try {
      ColumnType type = word(settings.get("type"), ColumnType.class);
      Constraints constraints =
          new Constraints(
              number(settings.get("min")),
              number(settings.get("max")),
              number(settings.get("maxMissing")),
              allowed(settings.get("allowed")),
              flag(settings.get("unique")),
              flag(settings.get("past")));
      contradictions(item, type, roles, constraints);
      return new DeclaredSchema.Column(
          item.line(),
          name,
          type,
          roles,
          text(settings.get("unit")),
          text(settings.get("class")),
          constraints);
    } catch (IllegalArgumentException e) {
      throw wrong(item, "column '" + name + "': " + e.getMessage());
    }
  }

  private void contradictions(
      YamlNode at, @Nullable ColumnType type, Set<Role> roles, Constraints constraints) {
    if (type == null) {
      return;
    }
    boolean range = constraints.min() != null || constraints.max() != null;
    if (range && type != ColumnType.NUMERIC) {
      throw wrong(at, "min and max need type numeric, not " + lower(type));
    }
    if (constraints.past() && type != ColumnType.TIMESTAMP) {
      throw wrong(at, "past needs type timestamp, not " + lower(type));
    }
    if (constraints.allowed() != null && type != ColumnType.CATEGORICAL) {
      throw wrong(at, "allowed needs type categorical, not " + lower(type));
    }
    for (Role role : List.of(Role.SCORE, Role.WEIGHT, Role.ATTRIBUTION)) {
      if (roles.contains(role) && type != ColumnType.NUMERIC) {
        throw wrong(at, "role " + lower(role) + " needs type numeric, not " + lower(type));
      }
    }
    if (roles.contains(Role.TIME) && type != ColumnType.TIMESTAMP) {
      throw wrong(at, "role time needs type timestamp, not " + lower(type));
    }
  }

  private static List<YamlNode> listOf(@Nullable YamlNode node) {
    return node == null ? List.of() : List.of(node);
  }

  private Map<String, YamlNode> mapping(YamlNode node, Set<String> known, String what) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      throw wrong(node, what + " is a list of settings, such as 'name: age'");
    }
    for (Map.Entry<String, YamlNode> e : mapping.entries().entrySet()) {
      if (!known.contains(e.getKey())) {
        throw wrong(
            e.getValue(),
            "'"
                + e.getKey()
                + "' is no setting of "
                + what
                + "; there are "
                + String.join(", ", known));
      }
    }
    return mapping.entries();
  }

  private @Nullable String text(@Nullable YamlNode node) {
    if (node == null) {
      return null;
    }
    if (!(node instanceof YamlNode.Scalar scalar)) {
      throw wrong(node, "one value is expected here, not a list");
    }
    return scalar.text().isEmpty() ? null : scalar.text();
  }

  private @Nullable Double number(@Nullable YamlNode node) {
    String text = text(node);
    if (text == null) {
      return null;
    }
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      throw wrong(node, "'" + text + "' is not a number");
    }
  }

  private boolean flag(@Nullable YamlNode node) {
    String text = text(node);
    if (text == null || text.equals("false")) {
      return false;
    }
    if (text.equals("true")) {
      return true;
    }
    throw wrong(node, "'" + text + "' must be true or false");
  }

  private @Nullable Set<String> allowed(@Nullable YamlNode node) {
    if (node == null) {
      return null;
    }
    if (!(node instanceof YamlNode.Sequence sequence)) {
      throw wrong(node, "allowed is a list, such as [a, b]");
    }
    Set<String> values = new LinkedHashSet<>();
    for (YamlNode item : sequence.items()) {
      String value = text(item);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private <E extends Enum<E>> @Nullable E word(@Nullable YamlNode node, Class<E> kind) {
    String text = text(node);
    if (text == null) {
      return null;
    }
    for (E value : kind.getEnumConstants()) {
      if (lower(value).equals(text)) {
        return value;
      }
    }
    throw wrong(
        node,
        "'"
            + text
            + "' is no "
            + kind.getSimpleName().toLowerCase(Locale.ROOT)
            + "; there are "
            + Arrays.stream(kind.getEnumConstants())
                .map(SchemaYaml::lower)
                .collect(Collectors.joining(", ")));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private WrongSettingException wrong(@Nullable YamlNode node, String what) {
    return new WrongSettingException(
        file + (node == null ? "" : ", line " + node.line()) + ": " + what + ".");
  }

  /** A schema as a file that {@link #read} understands. */
  public static String write(Schema schema) {
    StringBuilder out = new StringBuilder("task: " + lower(schema.task()) + "\n");
    if (schema.positiveLabel() != null) {
      out.append("positiveLabel: ").append(quoted(schema.positiveLabel())).append('\n');
    }
    if (schema.task() == Task.BINARY) {
      out.append("threshold: ").append(schema.decisionThreshold()).append('\n');
    }
    out.append("columns:\n");
    for (ColumnSchema column : schema.columns()) {
      out.append("  - name: ").append(quoted(column.name())).append('\n');
      out.append("    type: ").append(lower(column.type())).append('\n');
      out.append("    roles: [");
      out.append(column.roles().stream().map(SchemaYaml::lower).collect(Collectors.joining(", ")));
      out.append("]\n");
      setting(out, "unit", column.unit() == null ? null : quoted(column.unit()));
      setting(out, "class", column.scoreClass() == null ? null : quoted(column.scoreClass()));
      constraints(out, column.constraints());
    }
    return out.toString();
  }

  private static void constraints(StringBuilder out, Constraints c) {
    setting(out, "min", c.min());
    setting(out, "max", c.max());
    setting(out, "maxMissing", c.maxMissing());
    Set<String> allowed = c.allowed();
    if (allowed != null) {
      setting(
          out,
          "allowed",
          allowed.stream()
              .sorted()
              .map(SchemaYaml::quoted)
              .collect(Collectors.joining(", ", "[", "]")));
    }
    setting(out, "unique", c.unique() ? "true" : null);
    setting(out, "past", c.past() ? "true" : null);
  }

  private static void setting(StringBuilder out, String name, @Nullable Object value) {
    if (value != null) {
      out.append("    ").append(name).append(": ").append(value).append('\n');
    }
  }

  /** In quotes, so that {@code no}, {@code 1} and {@code a: b} stay text. */
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char ch = text.charAt(i);
      switch (ch) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> {
          if (ch < ' ' || ch == 0x7f) {
            out.append(String.format("\\x%02x", (int) ch));
          } else {
            out.append(ch);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
