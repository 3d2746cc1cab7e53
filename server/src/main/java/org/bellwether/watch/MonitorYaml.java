package org.bellwether.watch;

import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bellwether.check.CheckName;
import org.bellwether.files.WrongSettingException;
import org.bellwether.files.YamlNode;
import org.bellwether.finding.Threshold;
import org.bellwether.schema.Task;
import org.bellwether.settings.Nearest;
import org.jspecify.annotations.Nullable;

/** Reads how a model is watched from YAML. What is left out stays at its default. */
final class MonitorYaml {

  private static final String FILE = "monitor";
  private static final Pattern SPAN = Pattern.compile("(\\d{1,6})(s|min|h|d)");
  private static final Duration MOST_LATENESS = Duration.ofDays(7);

  private MonitorYaml() {}

  /**
   * Reads settings.
   *
   * @throws WrongSettingException if something is unknown or out of its range; the message names
   *     the line and what to write
   */
  static MonitorSettings read(String yaml) {
    if (yaml.isBlank()) {
      return MonitorSettings.defaults();
    }
    YamlNode root = YamlNode.parse(FILE, new StringReader(yaml));
    MonitorSettings d = MonitorSettings.defaults();
    Map<String, YamlNode> all =
        entries(
            root,
            "window",
            "lateness",
            "baselines",
            "labels",
            "level",
            "thresholds",
            "disabled",
            "columns",
            "energy",
            "owner");
    YamlNode window = all.get("window");
    YamlNode owner = all.get("owner");
    return new MonitorSettings(
        window == null ? d.window() : length(window),
        lateness(all.get("lateness"), d.lateness()),
        baselines(all.get("baselines"), d.baselines()),
        labels(all.get("labels"), d.labels()),
        number(all.get("level"), d.level(), 0, 0.5),
        thresholds(all.get("thresholds")),
        disabled(all.get("disabled")),
        columns(all.get("columns"), d.columns()),
        energy(all.get("energy"), d.energy()),
        owner == null ? "" : text(owner));
  }

  private static WindowLength length(YamlNode node) {
    try {
      return WindowLength.parse(text(node));
    } catch (IllegalArgumentException e) {
      throw wrong(node, String.valueOf(e.getMessage()));
    }
  }

  private static Duration lateness(@Nullable YamlNode node, Duration otherwise) {
    if (node == null) {
      return otherwise;
    }
    Matcher m = SPAN.matcher(text(node));
    if (!m.matches()) {
      throw wrong(node, "'" + text(node) + "' is no span of time: write 30s, 5min, 2h or 1d");
    }
    long count = Long.parseLong(m.group(1));
    Duration span =
        switch (m.group(2)) {
          case "s" -> Duration.ofSeconds(count);
          case "min" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    if (span.compareTo(MOST_LATENESS) > 0) {
      throw wrong(node, "lateness can be 7d at most: later predictions are judged all the same");
    }
    return span;
  }

  private static MonitorSettings.Baselines baselines(
      @Nullable YamlNode node, MonitorSettings.Baselines d) {
    if (node == null) {
      return d;
    }
    Map<String, YamlNode> all = entries(node, "training", "recent", "season", "since");
    YamlNode since = all.get("since");
    return new MonitorSettings.Baselines(
        flag(all.get("training"), d.training()),
        (int) number(all.get("recent"), d.recent(), -1, 500),
        word(all.get("season"), MonitorSettings.Season.class, d.season()),
        since == null ? null : moment(since));
  }

  private static Instant moment(YamlNode node) {
    try {
      return Instant.parse(text(node));
    } catch (DateTimeException e) {
      throw wrong(node, "'" + text(node) + "' is no moment: write 2026-01-31T00:00:00Z");
    }
  }

  private static MonitorSettings.Labels labels(@Nullable YamlNode node, MonitorSettings.Labels d) {
    if (node == null) {
      return d;
    }
    Map<String, YamlNode> all = entries(node, "expected", "needed");
    return new MonitorSettings.Labels(
        number(all.get("expected"), d.expected(), 0, 1),
        number(all.get("needed"), d.needed(), 0, 1));
  }

  private static Map<String, Threshold> thresholds(@Nullable YamlNode node) {
    Map<String, Threshold> thresholds = new LinkedHashMap<>();
    if (node != null) {
      mapping(node)
          .forEach((name, bounds) -> {
            requireCheck(bounds, name.replaceFirst(":.*", ""));
            Map<String, YamlNode> both = entries(bounds, "warning", "critical", "direction");
            double warning = number(both.get("warning"), Double.NaN, -1e300, 1e300);
            double critical = number(both.get("critical"), Double.NaN, -1e300, 1e300);
            Threshold.Direction direction =
                word(both.get("direction"), Threshold.Direction.class, Threshold.Direction.ABOVE);
            if (Double.isNaN(warning) || Double.isNaN(critical)) {
              throw wrong(bounds, name + " needs both warning and critical");
            }
            try {
              thresholds.put(name, new Threshold(warning, critical, direction));
            } catch (IllegalArgumentException e) {
              throw wrong(bounds, name + ": " + e.getMessage());
            }
          });
    }
    return thresholds;
  }

  private static List<String> disabled(@Nullable YamlNode node) {
    List<String> names = texts(node);
    if (node != null) {
      names.forEach(name -> requireCheck(node, name));
    }
    return names;
  }

  private static void requireCheck(YamlNode at, String name) {
    if (!CheckName.known().contains(name)) {
      throw wrong(
          at,
          "'"
              + name
              + "' is no check; the nearest is "
              + Nearest.to(name, CheckName.known())
              + ", docs/verdict.md has all");
    }
  }

  private static MonitorSettings.Columns columns(
      @Nullable YamlNode node, MonitorSettings.Columns d) {
    if (node == null) {
      return d;
    }
    Map<String, YamlNode> all =
        entries(
            node, "task", "positiveLabel", "decisionThreshold", "segments", "protected", "ignore");
    YamlNode task = all.get("task");
    YamlNode positive = all.get("positiveLabel");
    return new MonitorSettings.Columns(
        task == null ? null : word(task, Task.class, Task.NONE),
        positive == null ? null : text(positive),
        number(all.get("decisionThreshold"), d.decisionThreshold(), -1e300, 1e300),
        texts(all.get("segments")),
        texts(all.get("protected")),
        texts(all.get("ignore")));
  }

  private static MonitorSettings.Energy energy(@Nullable YamlNode node, MonitorSettings.Energy d) {
    if (node == null) {
      return d;
    }
    Map<String, YamlNode> all = entries(node, "watts", "wattHoursPerMillionTokens");
    return new MonitorSettings.Energy(
        number(all.get("watts"), d.watts(), 0, 1e9),
        number(all.get("wattHoursPerMillionTokens"), d.wattHoursPerMillionTokens(), 0, 1e9));
  }

  private static Map<String, YamlNode> mapping(YamlNode node) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      throw wrong(node, "settings by name are expected here, such as 'window: 1h'");
    }
    return mapping.entries();
  }

  private static Map<String, YamlNode> entries(YamlNode node, String... known) {
    Map<String, YamlNode> entries = mapping(node);
    Set<String> names = new TreeSet<>(List.of(known));
    entries.forEach((name, value) -> {
      if (!names.contains(name)) {
        throw wrong(
            value,
            "'"
                + name
                + "' is no setting; the nearest is "
                + Nearest.to(name, names)
                + ", and there are "
                + String.join(", ", names));
      }
    });
    return entries;
  }

  private static String text(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar && !scalar.text().isEmpty()) {
      return scalar.text();
    }
    throw wrong(node, "one value is expected here");
  }

  private static List<String> texts(@Nullable YamlNode node) {
    List<String> all = new ArrayList<>();
    if (node instanceof YamlNode.Sequence sequence) {
      sequence.items().forEach(item -> all.add(text(item)));
    } else if (node != null) {
      throw wrong(node, "a list is expected here, such as [region, channel]");
    }
    return all;
  }

  private static boolean flag(@Nullable YamlNode node, boolean otherwise) {
    if (node == null) {
      return otherwise;
    }
    return switch (text(node)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(node, "'" + text(node) + "' must be true or false");
    };
  }

  /** A number above {@code low} and up to {@code high}. */
  private static double number(@Nullable YamlNode node, double otherwise, double low, double high) {
    if (node == null) {
      return otherwise;
    }
    double value;
    try {
      value = Double.parseDouble(text(node));
    } catch (NumberFormatException e) {
      throw wrong(node, "'" + text(node) + "' is not a number");
    }
    if (!(value > low && value <= high)) {
      throw wrong(
          node,
          String.format(
              Locale.ROOT,
              "%s must be above %s and at most %s",
              text(node),
              plain(low),
              plain(high)));
    }
    return value;
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static <E extends Enum<E>> E word(@Nullable YamlNode node, Class<E> kind, E otherwise) {
    if (node == null) {
      return otherwise;
    }
    Collection<String> words = Stream.of(kind.getEnumConstants()).map(MonitorYaml::word).toList();
    for (E value : kind.getEnumConstants()) {
      if (word(value).equals(text(node))) {
        return value;
      }
    }
    throw wrong(node, "'" + text(node) + "' is not known; there are " + String.join(", ", words));
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static WrongSettingException wrong(YamlNode at, String what) {
    return new WrongSettingException(FILE + ", line " + at.line() + ": " + what + ".");
  }
}
