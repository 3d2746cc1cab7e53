package org.bellwether.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * The settings of one YAML file by dotted name.
 *
 * @param path of the file
 * @param entries what it holds
 */
record SettingsFile(Path path, Map<String, Entry> entries) {

  private static final long LARGEST = 1 << 20;

  /** A value as text, with the line it stands in; the items of a list are joined by commas. */
  record Entry(String value, int line) {}

  static SettingsFile read(Path path) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    try {
      if (Files.size(path) > LARGEST) {
        throw new InvalidSettingException(path + " is larger than 1 MiB: not a file of settings");
      }
      try (JsonParser parser =
          new YAMLFactory().createParser(ObjectReadContext.empty(), Files.readString(path))) {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
          object(path, parser, "", entries);
        } else if (first != null && first != JsonToken.VALUE_NULL) {
          throw new InvalidSettingException(
              path + ": must hold settings as 'name: value', one a line");
        }
      }
    } catch (IOException e) {
      throw new InvalidSettingException("cannot read settings file " + path + ": " + e);
    } catch (JacksonException e) {
      throw new InvalidSettingException(
          path
              + ", line "
              + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
              + ": not valid YAML: "
              + e.getOriginalMessage().lines().findFirst().orElse(""));
    }
    return new SettingsFile(path, entries);
  }

  private static void object(Path path, JsonParser in, String prefix, Map<String, Entry> out) {
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = prefix + in.currentName();
      int line = in.currentTokenLocation().getLineNr();
      switch (in.nextToken()) {
        case START_OBJECT -> object(path, in, name + ".", out);
        case START_ARRAY -> put(path, out, name, new Entry(list(path, in, name), line));
        case VALUE_NULL -> put(path, out, name, new Entry("", line));
        default -> put(path, out, name, new Entry(in.getString(), line));
      }
    }
  }

  private static String list(Path path, JsonParser in, String name) {
    List<String> items = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (!in.currentToken().isScalarValue()) {
        throw new InvalidSettingException(
            path
                + ", line "
                + in.currentTokenLocation().getLineNr()
                + ": "
                + name
                + " must be a list of plain values");
      }
      items.add(in.getString());
    }
    return String.join(",", items);
  }

  private static void put(Path path, Map<String, Entry> out, String name, Entry entry) {
    Entry before = out.put(name, entry);
    if (before != null) {
      throw new InvalidSettingException(
          path
              + ", line "
              + entry.line()
              + ": "
              + name
              + " is set twice, first in line "
              + before.line()
              + "; remove one");
    }
  }
}
