package org.bellwether.event;

/**
 * Tokens that a call of a language model took.
 *
 * @param input tokens of the prompt, at least 0
 * @param output tokens of the answer, at least 0
 */
public record Tokens(long input, long output) {
  public Tokens {
    if (input < 0 || output < 0) {
      throw new InvalidEventException("tokens", "must not be negative");
    }
  }

  public long total() {
    return input + output;
  }
}
