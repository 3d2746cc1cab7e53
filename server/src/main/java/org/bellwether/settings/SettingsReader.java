package org.bellwether.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings from the command line, the environment, one file, and the defaults, in this order:
 * the first that has a setting wins. A setting {@code access.session-idle} is {@code
 * BELLWETHER_ACCESS_SESSION_IDLE} in the environment.
 */
public final class SettingsReader {

  /** Name of the file that is read from the data folder where no other is named. */
  public static final String FILE = "bellwether.yaml";

  /** Data folder where none is set. */
  static final String DEFAULT_DATA = "bellwether-data";

  private static final String PREFIX = "BELLWETHER_";

  /** Variables of the launcher and of the build, which are no settings of the service. */
  private static final Set<String> OF_OTHERS =
      Set.of("JAVA_OPTS", "BUILD", "HOME", "SHARED", "DEMAND_SHARED", "CHROMIUM", "TOKEN", "URL");

  /** A value and where it was found, for messages. */
  record Found(String value, String where) {}

  private SettingsReader() {}

  /**
   * Reads all settings.
   *
   * @param flags given on the command line, by setting
   * @param file to read; {@code null} for {@link #FILE} in the data folder, if it is there
   * @param environment variables of the process
   * @throws InvalidSettingException if one is unknown or wrong
   */
  public static Settings read(
      Map<String, String> flags, @Nullable Path file, Map<String, String> environment) {
    Map<String, Definition> known = Definition.all();
    Map<String, Found> found = new LinkedHashMap<>();
    flags.forEach((name, value) -> found.put(name, new Found(value, "--" + name)));
    environment(environment, known).forEach(found::putIfAbsent);
    Path chosen = file;
    if (chosen == null) {
      Found data = found.get("data");
      Path inFolder = Path.of(data == null ? DEFAULT_DATA : data.value(), FILE);
      chosen = Files.isRegularFile(inFolder) ? inFolder : null;
    }
    if (chosen != null) {
      file(SettingsFile.read(chosen), known, file == null).forEach(found::putIfAbsent);
    }
    return Binding.bind(Settings.class, "", found);
  }

  private static Map<String, Found> environment(
      Map<String, String> environment, Map<String, Definition> known) {
    Map<String, String> byVariable = new TreeMap<>();
    known.keySet().forEach(name -> byVariable.put(variable(name), name));
    Map<String, Found> found = new LinkedHashMap<>();
    new TreeMap<>(environment)
        .forEach((variable, value) -> {
          if (!variable.startsWith(PREFIX)
              || OF_OTHERS.contains(variable.substring(PREFIX.length()))) {
            return;
          }
          String name = byVariable.get(variable);
          if (name == null) {
            throw new InvalidSettingException(
                "environment variable "
                    + variable
                    + " is no setting; did you mean "
                    + Nearest.to(variable, byVariable.keySet())
                    + "? All are listed in docs/settings.md");
          }
          found.put(name, new Found(value, "environment variable " + variable));
        });
    return found;
  }

  /** A setting's name in the environment. */
  public static String variable(String name) {
    return PREFIX + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private static Map<String, Found> file(
      SettingsFile file, Map<String, Definition> known, boolean inDataFolder) {
    Map<String, Found> found = new LinkedHashMap<>();
    Map<String, List<String>> maps = new TreeMap<>();
    file.entries()
        .forEach((name, entry) -> {
          String where = file.path() + ", line " + entry.line() + ": " + name;
          String map = Definition.mapOf(name, known);
          if (map != null) {
            String key = name.substring(map.length() + 1);
            maps.computeIfAbsent(map, m -> new java.util.ArrayList<>())
                .add(key + "=" + entry.value());
            found.put(map, new Found(String.join(",", maps.getOrDefault(map, List.of())), where));
            return;
          }
          if (!known.containsKey(name)) {
            throw new InvalidSettingException(
                where
                    + " is no setting; did you mean "
                    + Nearest.to(name, known.keySet())
                    + "? All are listed in docs/settings.md");
          }
          if (inDataFolder && name.equals("data")) {
            throw new InvalidSettingException(
                where + " cannot be set in the file inside the data folder; use --data");
          }
          found.put(name, new Found(entry.value(), where));
        });
    return found;
  }
}
