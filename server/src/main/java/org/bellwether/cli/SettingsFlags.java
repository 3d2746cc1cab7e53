package org.bellwether.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bellwether.settings.Settings;
import org.bellwether.settings.SettingsReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command of the service finds its settings. */
final class SettingsFlags {

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "folder for everything the service keeps (default: bellwether-data)")
  private @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML file of settings (default: bellwether.yaml in the data folder)")
  private @Nullable Path config;

  /** Settings from flags, environment, file and defaults. */
  Settings read(Map<String, String> further) {
    Map<String, String> flags = new LinkedHashMap<>(further);
    if (data != null) {
      flags.put("data", data.toString());
    }
    return SettingsReader.read(flags, config, System.getenv());
  }
}
