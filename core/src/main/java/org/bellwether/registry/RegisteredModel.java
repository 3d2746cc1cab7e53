package org.bellwether.registry;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the registry adds to a model: description, tags, and which version each alias points to.
 *
 * @param updated last change of these, or of a version
 * @param listed {@code false} once it was deleted from the registry; its events stay
 * @param aliases version by alias, in order
 */
public record RegisteredModel(
    Model model,
    String description,
    Instant updated,
    boolean listed,
    Map<String, String> tags,
    Map<String, Integer> aliases) {

  public RegisteredModel {
    if (description.length() > ModelVersion.MAX_DESCRIPTION) {
      throw RegistryException.invalid(
          "description of a model may have " + ModelVersion.MAX_DESCRIPTION + " characters");
    }
    tags = Map.copyOf(tags);
    aliases = java.util.Collections.unmodifiableMap(new TreeMap<>(aliases));
  }

  public String name() {
    return model.name();
  }
}
