package org.bellwether.files;

import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** A part of a YAML file that knows its line, so that errors can name it. */
public sealed interface YamlNode {

  /** Line in the file, from 1. */
  int line();

  /** A word, a number; {@code text} is empty for YAML's null. */
  record Scalar(int line, String text) implements YamlNode {}

  /** A list. */
  record Sequence(int line, List<YamlNode> items) implements YamlNode {}

  /** Settings by name. */
  record Mapping(int line, Map<String, YamlNode> entries) implements YamlNode {}

  /** Reads a file. */
  static YamlNode parse(String file, Reader in) {
    try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), in)) {
      if (parser.nextToken() == null) {
        throw new WrongSettingException(file + ": there is nothing in it.");
      }
      return node(file, parser);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? -1 : e.getLocation().getLineNr();
      String first =
          String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("wrong syntax");
      throw new WrongSettingException(
          file + (line > 0 ? ", line " + line : "") + ": not valid YAML (" + first + ").", e);
    }
  }

  private static YamlNode node(String file, JsonParser parser) {
    int line = parser.currentTokenLocation().getLineNr();
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_ARRAY) {
      List<YamlNode> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(node(file, parser));
      }
      return new Sequence(line, items);
    }
    if (token == JsonToken.START_OBJECT) {
      Map<String, YamlNode> entries = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        int nameLine = parser.currentTokenLocation().getLineNr();
        parser.nextToken();
        if (entries.put(name, node(file, parser)) != null) {
          throw new WrongSettingException(
              file + ", line " + nameLine + ": '" + name + "' is given twice. Keep one.");
        }
      }
      return new Mapping(line, entries);
    }
    if (token == JsonToken.VALUE_NULL) {
      return new Scalar(line, "");
    }
    return new Scalar(line, parser.getString());
  }
}
