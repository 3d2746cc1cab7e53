package org.bellwether.settings;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.TreeMap;

/** Settings as texts by name, for those who must see what the service runs with. */
public final class Effective {

  private Effective() {}

  /** Every setting; of a secret only whether there is one. */
  public static Map<String, String> of(Settings settings) {
    Map<String, String> all = new TreeMap<>();
    collect(settings, "", all);
    return all;
  }

  private static void collect(Object settings, String prefix, Map<String, String> all) {
    try {
      for (RecordComponent component : settings.getClass().getRecordComponents()) {
        Object value = component.getAccessor().invoke(settings);
        String name = prefix + Definition.hyphenated(component.getName());
        Setting setting = component.getAnnotation(Setting.class);
        if (setting == null) {
          collect(value, name + ".", all);
        } else if (setting.secret() || name.equals("database.url")) {
          all.put(name, withoutSecrets(String.valueOf(value), setting.secret()));
        } else {
          all.put(
              name,
              value instanceof Map<?, ?> map
                  ? new TreeMap<>(map).toString()
                  : String.valueOf(value));
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String withoutSecrets(String value, boolean secret) {
    if (secret) {
      return value.isEmpty() ? "" : "(set)";
    }
    return value.replaceFirst("[?].*", "").replaceFirst("//[^/@]*@", "//");
  }
}
