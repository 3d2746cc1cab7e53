package org.bellwether.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellwether.settings.SettingsReader.Found;

/** Builds a settings record from texts. */
final class Binding {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

  private Binding() {}

  static <T> T bind(Class<T> type, String prefix, Map<String, Found> found) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = prefix + Definition.hyphenated(components[i].getName());
      Setting setting = components[i].getAnnotation(Setting.class);
      Class<?> wanted = components[i].getType();
      if (setting == null) {
        arguments[i] = bind(wanted, name + ".", found);
      } else {
        Found one = found.getOrDefault(name, new Found(setting.value(), "default of " + name));
        arguments[i] = value(wanted, setting, one);
      }
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new InvalidSettingException(
          (prefix.isEmpty() ? "settings" : prefix.substring(0, prefix.length() - 1))
              + ": "
              + e.getTargetException().getMessage());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object value(Class<?> type, Setting setting, Found found) {
    String text = found.value().strip();
    if (type == int.class) {
      return (int) number(setting, found, text);
    }
    if (type == long.class) {
      return number(setting, found, text);
    }
    if (type == boolean.class) {
      if (text.equals("true") || text.equals("false")) {
        return text.equals("true");
      }
      throw wrong(found, setting, "must be true or false");
    }
    if (type == Duration.class) {
      return duration(setting, found, text);
    }
    if (type == Path.class) {
      return Path.of(text);
    }
    if (type == List.class) {
      return Arrays.stream(text.split(",", -1))
          .map(String::strip)
          .filter(s -> !s.isEmpty())
          .toList();
    }
    if (type == Map.class) {
      return pairs(setting, found, text);
    }
    if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        if (((Enum<?>) constant).name().equals(text.toUpperCase(Locale.ROOT).replace('-', '_'))) {
          return constant;
        }
      }
      throw wrong(found, setting, "must be " + setting.unit());
    }
    return found.value();
  }

  private static long number(Setting setting, Found found, String text) {
    String range = "must be a whole number from " + setting.min() + " to " + setting.max();
    try {
      long value = Long.parseLong(text);
      if (value >= setting.min() && value <= setting.max()) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(found, setting, range);
    }
    throw wrong(found, setting, range);
  }

  private static Duration duration(Setting setting, Found found, String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw wrong(found, setting, "must be a number with ms, s, m, h or d, such as 30s");
    }
    long count = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    if (duration.isZero()) {
      throw wrong(found, setting, "must be longer than nothing");
    }
    return duration;
  }

  private static Map<String, String> pairs(Setting setting, Found found, String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
      } else if (!pair.isBlank()) {
        throw wrong(found, setting, "must be name=value pairs with commas between");
      }
    }
    return Map.copyOf(pairs);
  }

  private static InvalidSettingException wrong(Found found, Setting setting, String rule) {
    return new InvalidSettingException(
        found.where() + " " + rule + (setting.secret() ? "" : ", and is '" + found.value() + "'"));
  }
}
