package org.bellwether.registry;

import java.util.Map;

/** What parameters, tags and names of metrics and aliases may look like. */
public final class Entries {

  /** Longest key of a metric, parameter or tag, in characters. */
  public static final int MAX_KEY = 250;

  /** Longest value of a parameter, in characters. */
  public static final int MAX_PARAM = 6_000;

  /** Longest value of a tag, in characters. */
  public static final int MAX_TAG = 8_000;

  private Entries() {}

  /**
   * Refuses a key that no metric, parameter or tag can have.
   *
   * @param what it is a key of, for the message
   * @throws RegistryException if it cannot be one
   */
  public static void requireKey(String what, String key) {
    if (key.isBlank() || key.length() > MAX_KEY) {
      throw RegistryException.invalid(
          "key of a " + what + " must have 1 to " + MAX_KEY + " characters: '" + key + "'");
    }
    boolean outside =
        key.startsWith("/") || key.equals("..") || key.startsWith("../") || key.contains("/../");
    if (outside || key.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw RegistryException.invalid(
          "key of a "
              + what
              + " must not start with / or hold '..' between slashes or control characters: '"
              + key
              + "'");
    }
  }

  /** Refuses parameters that are too long; the message names the key. */
  public static void requireParams(Map<String, String> params) {
    require("parameter", params, MAX_PARAM);
  }

  /** Refuses tags that are too long; the message names the key. */
  public static void requireTags(Map<String, String> tags) {
    require("tag", tags, MAX_TAG);
  }

  private static void require(String what, Map<String, String> entries, int most) {
    entries.forEach((key, value) -> {
      requireKey(what, key);
      if (value.length() > most) {
        throw RegistryException.invalid(
            what
                + " '"
                + key
                + "' has "
                + value.length()
                + " characters, and may have "
                + most
                + ": keep long texts as an artifact");
      }
    });
  }

  /**
   * Refuses what cannot be an alias: letters, digits, {@code _} and {@code -}, not {@code latest}
   * and nothing that reads as a version, such as {@code v3}.
   *
   * @throws RegistryException if it cannot be one
   */
  public static void requireAlias(String alias) {
    if (!alias.matches("[A-Za-z0-9_-]{1,255}")) {
      throw RegistryException.invalid(
          "an alias has 1 to 255 letters, digits, _ and -, unlike '" + alias + "'");
    }
    if (alias.matches("(?i)latest|v?[0-9]+")) {
      throw RegistryException.invalid(
          "'" + alias + "' cannot be an alias: it would be taken for a version");
    }
  }
}
