package org.bellwether.ingest;

/**
 * Why one line was not taken.
 *
 * @param line number of the line, or of the element of an array, counted from 1
 * @param field as the sender knows it, empty where the whole line is meant
 * @param reason what is wrong and what to do
 * @param model the line's model, empty where it does not say
 * @param cause in which of the ways a line can be wrong
 */
public record Refusal(long line, String field, String reason, String model, Cause cause) {

  /** How a line can be wrong. */
  public enum Cause {
    INVALID,
    UNKNOWN_MODEL,
    FORBIDDEN,
    TOO_LARGE
  }
}
