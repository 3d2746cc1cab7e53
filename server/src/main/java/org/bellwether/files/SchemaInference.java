package org.bellwether.files;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Constraints;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Task;
import org.jspecify.annotations.Nullable;

/** Tells types and roles from a sample, a schema file, flags and the schema to follow. */
final class SchemaInference {

  private static final Pattern ID_NAME =
      Pattern.compile("(^|.*[_.\\- ])(id|uuid|guid|key|identifier)$");
  private static final int FEW = 20;

  private final Map<String, ColumnSample> samples;
  private final ReadOptions options;
  private final List<String> notes = new ArrayList<>();
  private final Task task;

  SchemaInference(Map<String, ColumnSample> samples, ReadOptions options) {
    this.samples = samples;
    this.options = options;
    this.task = new TaskInference(samples, options).task();
  }

  /**
   * Schema and the way to read it.
   *
   * @param schema columns, task, positive label
   * @param plans one for each column of the schema
   * @param notes what was decided that a reader must know
   */
  record Result(Schema schema, List<ColumnPlan> plans, List<String> notes) {}

  Result infer() {
    List<ColumnPlan> plans = new ArrayList<>();
    boolean idKnown = isTaken(Role.ID);
    for (Map.Entry<String, ColumnSample> e : samples.entrySet()) {
      ColumnPlan plan = plan(e.getKey(), e.getValue(), idKnown);
      idKnown |= plan.column().is(Role.ID);
      plans.add(plan);
    }
    return new Result(schema(plans), plans, List.copyOf(notes));
  }

  private boolean isTaken(Role role) {
    DeclaredSchema declared = options.declared();
    Schema like = options.like();
    return options.roles().has(role)
        || (declared != null && declared.columns().stream().anyMatch(c -> c.roles().contains(role)))
        || (like != null && like.the(role).isPresent());
  }

  private Schema schema(List<ColumnPlan> plans) {
    List<ColumnSchema> columns = plans.stream().map(ColumnPlan::column).toList();
    TaskInference inference = new TaskInference(samples, options);
    String positive = task == Task.BINARY ? inference.positiveLabel(columns, notes) : null;
    try {
      return new Schema(columns, task, positive, inference.threshold());
    } catch (IllegalArgumentException e) {
      throw new WrongSettingException(
          e.getMessage() + ". Give the role to one column only, by flag or in the schema file.", e);
    }
  }

  private ColumnPlan plan(String name, ColumnSample sample, boolean idKnown) {
    Optional<DeclaredSchema.Column> declared =
        Optional.ofNullable(options.declared()).flatMap(d -> d.column(name));
    Optional<ColumnSchema> like = Optional.ofNullable(options.like()).flatMap(s -> s.column(name));
    Set<Role> roles = roles(name, sample, declared, like, idKnown);
    ColumnType wanted =
        declared
            .map(DeclaredSchema.Column::type)
            .or(() -> like.map(ColumnSchema::type))
            .orElse(null);
    ColumnType type = byRole(name, roles, sample, type(name, sample, wanted));
    Constraints constraints =
        declared
            .map(DeclaredSchema.Column::constraints)
            .or(() -> like.map(ColumnSchema::constraints))
            .orElse(Constraints.NONE);
    String unit =
        declared
            .map(DeclaredSchema.Column::unit)
            .or(() -> like.map(ColumnSchema::unit))
            .orElse(null);
    try {
      ColumnSchema column =
          new ColumnSchema(name, type, roles, unit, scoreClass(name, declared, like), constraints);
      return plan(column, sample);
    } catch (IllegalArgumentException e) {
      throw new WrongSettingException(String.valueOf(e.getMessage()), e);
    }
  }

  private ColumnPlan plan(ColumnSchema column, ColumnSample sample) {
    ColumnType type = column.type();
    if (type == ColumnType.TIMESTAMP && sample.physical != RawColumn.Physical.MOMENT) {
      if (sample.isNumeric()) {
        return new ColumnPlan(column, true, null, epochScale(sample));
      }
      int moment = Math.max(0, sample.moment());
      if (sample.isOrderUnknown()) {
        notes.add(
            "column '"
                + column.name()
                + "': month and day cannot be told apart; read as month/day/year");
      }
      return new ColumnPlan(column, true, TextKind.formatOf(moment, sample.isMonthFirst()), 0);
    }
    boolean words = type == ColumnType.NUMERIC && sample.numbers < sample.values;
    return new ColumnPlan(column, words, null, 0);
  }

  /** Microseconds in one unit of a time given as a number: seconds, milliseconds and so on. */
  private static double epochScale(ColumnSample sample) {
    double size = Math.max(Math.abs(sample.min), Math.abs(sample.max));
    if (size < 1e11) {
      return 1e6;
    }
    return size < 1e14 ? 1e3 : size < 1e17 ? 1 : 1e-3;
  }

  private @Nullable String scoreClass(
      String name, Optional<DeclaredSchema.Column> declared, Optional<ColumnSchema> like) {
    String said = options.roles().scoreClassOf(name);
    return said != null
        ? said
        : declared
            .map(DeclaredSchema.Column::scoreClass)
            .or(() -> like.map(ColumnSchema::scoreClass))
            .orElse(null);
  }

  private Set<Role> roles(
      String name,
      ColumnSample sample,
      Optional<DeclaredSchema.Column> declared,
      Optional<ColumnSchema> like,
      boolean idKnown) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    roles.addAll(options.roles().of(name));
    declared.ifPresent(d -> roles.addAll(d.roles()));
    if (roles.isEmpty() && like.isPresent()) {
      roles.addAll(like.get().roles());
    }
    if (roles.isEmpty()) {
      roles.add(identifier(name, sample, idKnown));
    } else if (declared.isEmpty() || declared.get().roles().isEmpty()) {
      boolean group = roles.contains(Role.SEGMENT) || roles.contains(Role.PROTECTED);
      if (group && EnumSet.copyOf(roles).removeAll(EnumSet.of(Role.SEGMENT, Role.PROTECTED))) {
        Set<Role> others = EnumSet.copyOf(roles);
        others.removeAll(EnumSet.of(Role.SEGMENT, Role.PROTECTED));
        if (others.isEmpty()) {
          roles.add(Role.FEATURE);
        }
      }
    }
    return roles;
  }

  /** Feature, unless the column only tells rows apart. */
  private Role identifier(String name, ColumnSample sample, boolean idKnown) {
    boolean unique =
        sample.values >= 20 && sample.distinct() >= 0.999 * Math.min(sample.values, 20_000);
    boolean named = ID_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
    boolean text =
        sample.physical == RawColumn.Physical.TEXT
            && !sample.isNumeric()
            && sample.moment() < 0
            && !sample.isVector()
            && sample.meanWords() < 3
            && sample.meanLength() <= 64;
    boolean identifies =
        unique && ((named && (text || sample.isInteger())) || (text && sample.values >= 100));
    if (!identifies && !sample.isRowNumber()) {
      return Role.FEATURE;
    }
    if (!idKnown && named) {
      notes.add("column '" + name + "' identifies rows; it is checked for duplicates only");
      return Role.ID;
    }
    notes.add(
        "column '"
            + name
            + "' tells rows apart and nothing else, so it is left out; give it a role to use it");
    return Role.IGNORED;
  }

  private ColumnType type(String name, ColumnSample sample, @Nullable ColumnType wanted) {
    ColumnType own = own(sample);
    if (wanted == null || wanted == own) {
      return own;
    }
    boolean fits =
        switch (wanted) {
          case NUMERIC -> sample.values == 0 || sample.isNumeric();
          case BOOLEAN -> sample.values == 0 || sample.isBoolean();
          case TIMESTAMP -> sample.values == 0 || sample.moment() >= 0 || sample.isNumeric();
          case EMBEDDING -> sample.values == 0 || sample.isVector();
          case CATEGORICAL, TEXT -> !sample.isVector();
        };
    if (fits) {
      return wanted;
    }
    notes.add(
        "column '"
            + name
            + "' should be "
            + word(wanted)
            + ", but its values are "
            + word(own)
            + "; it is read as "
            + word(own));
    return own;
  }

  private static String word(ColumnType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static ColumnType own(ColumnSample sample) {
    if (sample.isBoolean()) {
      return ColumnType.BOOLEAN;
    }
    if (sample.isVector()) {
      return ColumnType.EMBEDDING;
    }
    if (sample.physical == RawColumn.Physical.NUMBER || sample.isNumeric()) {
      return ColumnType.NUMERIC;
    }
    if (sample.moment() >= 0) {
      return ColumnType.TIMESTAMP;
    }
    boolean longText = sample.meanWords() >= 4 && sample.meanLength() >= 20;
    boolean varied = sample.distinct() >= 0.5 * Math.min(sample.values, 20_000);
    return longText && varied && sample.distinct() > 10 ? ColumnType.TEXT : ColumnType.CATEGORICAL;
  }

  private ColumnType byRole(String name, Set<Role> roles, ColumnSample sample, ColumnType type) {
    boolean numeric = sample.values == 0 || sample.isNumeric();
    for (Role role : EnumSet.of(Role.SCORE, Role.WEIGHT, Role.ATTRIBUTION)) {
      if (roles.contains(role)) {
        return numberFor(role, name, numeric);
      }
    }
    if (roles.contains(Role.TIME)) {
      if (sample.values > 0 && sample.moment() < 0 && !sample.isNumeric()) {
        throw new WrongSettingException(
            "column '"
                + name
                + "' cannot be the time: its values are no dates or times."
                + " Write them like 2026-01-31T14:00:00Z, or name another column with --time.");
      }
      return ColumnType.TIMESTAMP;
    }
    if (roles.contains(Role.LABEL) || roles.contains(Role.PREDICTION)) {
      boolean classes = task == Task.BINARY || task == Task.MULTICLASS || task == Task.NONE;
      if (!classes && !numeric) {
        throw new WrongSettingException(
            "column '"
                + name
                + "' holds text, but the task "
                + task.name().toLowerCase(Locale.ROOT)
                + " needs numbers. Name another column, or --task multiclass.");
      }
      return classes ? ColumnType.CATEGORICAL : ColumnType.NUMERIC;
    }
    if (roles.contains(Role.ID) || roles.contains(Role.SPLIT)) {
      return ColumnType.CATEGORICAL;
    }
    boolean group = roles.contains(Role.SEGMENT) || roles.contains(Role.PROTECTED);
    boolean few = type == ColumnType.NUMERIC && sample.distinct() <= FEW;
    return group && (few || type == ColumnType.TEXT) ? ColumnType.CATEGORICAL : type;
  }

  private static ColumnType numberFor(Role role, String name, boolean numeric) {
    if (!numeric) {
      throw new WrongSettingException(
          "column '"
              + name
              + "' cannot be the "
              + role.name().toLowerCase(Locale.ROOT)
              + ": it must hold numbers, and it holds text. Name a numeric column.");
    }
    return ColumnType.NUMERIC;
  }
}
