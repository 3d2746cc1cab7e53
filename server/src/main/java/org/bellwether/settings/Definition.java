package org.bellwether.settings;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A setting as the docs list it.
 *
 * @param name dotted, as in the file
 * @param fallback value where nothing is set; empty for none
 * @param unit of the value, or its form
 * @param meaning one sentence
 * @param secret whether the value must never be shown
 * @param type of the component that takes it
 */
public record Definition(
    String name, String fallback, String unit, String meaning, boolean secret, Class<?> type) {

  /** All settings by name, in the order of {@link Settings}. */
  public static Map<String, Definition> all() {
    Map<String, Definition> all = new LinkedHashMap<>();
    collect(Settings.class, "", all);
    return all;
  }

  private static void collect(Class<?> type, String prefix, Map<String, Definition> all) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = prefix + hyphenated(component.getName());
      Setting setting = component.getAnnotation(Setting.class);
      if (setting == null) {
        collect(component.getType(), name + ".", all);
      } else {
        all.put(
            name,
            new Definition(
                name,
                setting.value(),
                setting.unit(),
                setting.meaning(),
                setting.secret(),
                component.getType()));
      }
    }
  }

  static String hyphenated(String component) {
    return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** The setting of many values that a name in the file belongs to, {@code null} if to none. */
  static @Nullable String mapOf(String name, Map<String, Definition> known) {
    return known.values().stream()
        .filter(d -> d.type() == Map.class && name.startsWith(d.name() + "."))
        .map(Definition::name)
        .findFirst()
        .orElse(null);
  }
}
