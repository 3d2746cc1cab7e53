package org.bellwether.registry;

import java.util.Map;

/**
 * A dataset that a run used.
 *
 * @param digest of its content, as the client computed it
 * @param sourceType such as {@code local} or {@code s3}
 * @param source where it came from, mostly JSON
 * @param schema its columns as JSON, empty where the client did not say
 * @param profile figures of it as JSON, empty where the client did not say
 * @param tags such as {@code mlflow.data.context: training}
 */
public record DatasetInput(
    String name,
    String digest,
    String sourceType,
    String source,
    String schema,
    String profile,
    Map<String, String> tags) {

  /** Longest schema or profile, in characters. */
  public static final int MAX_TEXT = 1_000_000;

  public DatasetInput {
    Entries.requireKey("dataset", name);
    if (digest.length() > Entries.MAX_KEY || sourceType.length() > Entries.MAX_KEY) {
      throw RegistryException.invalid(
          "digest and source type of the dataset '" + name + "' may have 250 characters each");
    }
    if (source.length() > MAX_TEXT || schema.length() > MAX_TEXT || profile.length() > MAX_TEXT) {
      throw RegistryException.invalid(
          "source, schema and profile of the dataset '"
              + name
              + "' may have "
              + MAX_TEXT
              + " characters each");
    }
    Entries.requireTags(tags);
    tags = Map.copyOf(tags);
  }
}
