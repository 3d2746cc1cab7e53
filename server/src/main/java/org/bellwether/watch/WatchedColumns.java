package org.bellwether.watch;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Constraints;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Task;
import org.bellwether.store.EventColumn;
import org.bellwether.store.EventColumn.Part;
import org.bellwether.store.RowColumn;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a model's events are watched, and as what: told from the events, from the
 * training data where there are any, and from the settings, the latter first.
 */
final class WatchedColumns {

  /** Columns that training data may have and events cannot. */
  static final Set<Role> NOT_WATCHED =
      EnumSet.of(Role.ID, Role.TIME, Role.SPLIT, Role.WEIGHT, Role.QUERY, Role.IGNORED);

  /** What predictions take, by the name that its column gets. */
  private static final Map<String, RowColumn> COSTS = new LinkedHashMap<>();

  static {
    COSTS.put("latency (ms)", RowColumn.LATENCY);
    COSTS.put("cost", RowColumn.COST);
    COSTS.put("tokens in", RowColumn.TOKENS_IN);
    COSTS.put("tokens out", RowColumn.TOKENS_OUT);
  }

  /** Columns that every model's table has, and that not every model fills. */
  static final List<RowColumn> FIXED =
      List.of(
          RowColumn.SCORE,
          RowColumn.LATENCY,
          RowColumn.COST,
          RowColumn.TOKENS_IN,
          RowColumn.TOKENS_OUT);

  /** A column and where its values come from. */
  record Watched(ColumnSchema schema, RowColumn source) {}

  private final List<EventColumn> events;
  private final MonitorSettings.Columns settings;
  private final @Nullable Schema training;
  private final List<RowColumn> filled;
  private final Map<String, Watched> watched = new LinkedHashMap<>();
  private final Set<String> used = new java.util.HashSet<>();

  /**
   * Columns of a model.
   *
   * @param filled those of {@link #FIXED} that have values
   * @param training schema of the training data, {@code null} without any
   */
  WatchedColumns(
      List<EventColumn> events,
      List<RowColumn> filled,
      MonitorSettings.Columns settings,
      @Nullable Schema training) {
    this.events = events;
    this.filled = List.copyOf(filled);
    this.settings = settings;
    this.training = training;
  }

  /** The columns in their order, with the schema of a table that consists of them. */
  record Result(Schema schema, List<RowColumn> sources) {}

  Result find() {
    Task task = task();
    if (training != null) {
      training.columns().forEach(this::likeTraining);
    }
    for (EventColumn column : events) {
      if (column.part() != Part.STAGES && !used.contains(column.field())) {
        ofEvents(column, task);
      }
    }
    if (scored() && !used.contains("score")) {
      add(ColumnSchema.of(free("score"), ColumnType.NUMERIC, Role.SCORE), RowColumn.SCORE);
    }
    COSTS.forEach((name, source) -> {
      if (filled.contains(source)) {
        add(ColumnSchema.of(free(name), ColumnType.NUMERIC, Role.FEATURE), source);
      }
    });
    List<ColumnSchema> columns = watched.values().stream().map(Watched::schema).toList();
    String positive = settings.positiveLabel();
    if (positive == null && training != null) {
      positive = training.positiveLabel();
    }
    double threshold =
        training != null && settings.decisionThreshold() == Schema.DEFAULT_DECISION_THRESHOLD
            ? training.decisionThreshold()
            : settings.decisionThreshold();
    return new Result(
        new Schema(columns, task, task == Task.BINARY ? positive : null, threshold),
        watched.values().stream().map(Watched::source).toList());
  }

  private boolean scored() {
    return filled.contains(RowColumn.SCORE);
  }

  /** The columns of a plan that say what predictions take. */
  static Set<String> costs(WatchPlan plan) {
    Set<String> costs = new java.util.HashSet<>();
    for (int c = 0; c < plan.sources().size(); c++) {
      if (COSTS.containsValue(plan.sources().get(c))) {
        costs.add(plan.schema().columns().get(c).name());
      }
    }
    return costs;
  }

  private Task task() {
    if (settings.task() != null) {
      return settings.task();
    }
    if (training != null && training.task() != Task.NONE && training.task() != Task.RANKING) {
      return training.task();
    }
    if (events.stream().filter(c -> c.part() == Part.SCORES).count() > 1) {
      return Task.MULTICLASS;
    }
    EventColumn prediction = the(Part.PREDICTION);
    EventColumn label = the(Part.LABEL);
    if (prediction == null || prediction.type() == EventColumn.Type.FLAG) {
      return prediction == null && label == null && !scored() ? Task.NONE : Task.BINARY;
    }
    return switch (prediction.type()) {
      case NUMBER -> scored() ? Task.BINARY : Task.REGRESSION;
      case TEXT -> scored() ? Task.BINARY : Task.MULTICLASS;
      default -> Task.NONE;
    };
  }

  private @Nullable EventColumn the(Part part) {
    return events.stream().filter(c -> c.part() == part).findFirst().orElse(null);
  }

  /** A column of the training data with its counterpart in the events. */
  private void likeTraining(ColumnSchema column) {
    if (column.roles().stream().anyMatch(NOT_WATCHED::contains)
        || settings.ignore().contains(column.name())) {
      return;
    }
    if (column.is(Role.SCORE) && column.scoreClass() == null) {
      used.add("score");
      add(column, RowColumn.SCORE);
      return;
    }
    EventColumn event = counterpart(column);
    RowColumn source = event == null ? null : RowColumn.of(event);
    if (event == null || source == null) {
      return;
    }
    used.add(event.field());
    boolean category =
        column.type() == ColumnType.CATEGORICAL && source.type() == ColumnType.NUMERIC;
    RowColumn fitting = category ? source.asCategory() : source;
    ColumnType type = column.type() == ColumnType.BOOLEAN ? column.type() : fitting.type();
    Set<Role> roles = EnumSet.copyOf(column.roles());
    roles.addAll(wanted(column.name()));
    add(
        new ColumnSchema(
            column.name(), type, roles, column.unit(), column.scoreClass(), column.constraints()),
        fitting);
  }

  private @Nullable EventColumn counterpart(ColumnSchema column) {
    if (column.is(Role.LABEL)) {
      return the(Part.LABEL);
    }
    if (column.is(Role.PREDICTION)) {
      return the(Part.PREDICTION);
    }
    String name = column.is(Role.SCORE) ? String.valueOf(column.scoreClass()) : column.name();
    List<Part> parts =
        column.is(Role.SCORE)
            ? List.of(Part.SCORES)
            : column.is(Role.ATTRIBUTION)
                ? List.of(Part.ATTRIBUTIONS)
                : List.of(Part.FEATURES, Part.SEGMENTS);
    for (Part part : parts) {
      for (EventColumn event : events) {
        if (event.part() == part && event.name().equals(name)) {
          return event;
        }
      }
    }
    return null;
  }

  private void ofEvents(EventColumn event, Task task) {
    RowColumn source = RowColumn.of(event);
    if (source == null || settings.ignore().contains(event.name())) {
      return;
    }
    used.add(event.field());
    Set<Role> roles = EnumSet.of(role(event.part()));
    roles.addAll(wanted(event.name()));
    boolean classes =
        task == Task.MULTICLASS && (roles.contains(Role.LABEL) || roles.contains(Role.PREDICTION));
    RowColumn fitting = classes ? source.asCategory() : source;
    String name =
        switch (event.part()) {
          case LABEL, PREDICTION -> event.part().name().toLowerCase(java.util.Locale.ROOT);
          case SCORES, ATTRIBUTIONS -> event.field();
          default -> event.name();
        };
    add(
        new ColumnSchema(
            watched.containsKey(name) ? free(event.field()) : name,
            fitting.type(),
            roles,
            null,
            event.part() == Part.SCORES ? event.name() : null,
            Constraints.NONE),
        fitting);
  }

  private static Role role(Part part) {
    return switch (part) {
      case SCORES -> Role.SCORE;
      case SEGMENTS -> Role.SEGMENT;
      case ATTRIBUTIONS -> Role.ATTRIBUTION;
      case PREDICTION -> Role.PREDICTION;
      case LABEL -> Role.LABEL;
      default -> Role.FEATURE;
    };
  }

  private List<Role> wanted(String name) {
    List<Role> roles = new ArrayList<>();
    if (settings.segments().contains(name)) {
      roles.add(Role.SEGMENT);
    }
    if (settings.protect().contains(name)) {
      roles.add(Role.PROTECTED);
    }
    return roles;
  }

  private String free(String name) {
    String free = name;
    for (int i = 2; watched.containsKey(free); i++) {
      free = name + " " + i;
    }
    return free;
  }

  private void add(ColumnSchema schema, RowColumn source) {
    watched.put(schema.name(), new Watched(schema, source));
  }
}
