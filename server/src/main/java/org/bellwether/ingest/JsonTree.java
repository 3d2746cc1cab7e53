package org.bellwether.ingest;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a whole JSON value, for formats whose meaning depends on fields that may come later. */
final class JsonTree {

  /** A tree takes some twenty times the memory of its text. */
  static final int LONGEST = 4 << 20;

  private static final int DEPTH = 32;
  private static final int TEXT = 4 << 20;

  /** NaN is what Python's json writes for a missing number. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH)
                          .maxStringLength(TEXT)
                          .build())
                  .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .build())
          .build();

  private JsonTree() {}

  /**
   * Reads JSON.
   *
   * @param what it is, as the sender knows it
   * @throws UnreadableBodyException if it is none
   * @throws TooLargeException if it is longer than {@link #LONGEST} bytes
   */
  static JsonNode read(byte[] json, String what) {
    if (json.length > LONGEST) {
      throw new TooLargeException(
          what + " has " + json.length + " bytes, at most " + LONGEST + " are read of this format");
    }
    try {
      JsonNode read = MAPPER.readTree(json);
      if (read == null || read.isMissingNode()) {
        throw new UnreadableBodyException(what + " is empty");
      }
      return read;
    } catch (JacksonException e) {
      throw new UnreadableBodyException(what + " is not valid JSON: " + e.getOriginalMessage());
    }
  }
}
