package org.bellwether.store;

/** A part of the service that says whether it works. Every bean of this type is shown. */
public interface Health {

  /** How well a part works. */
  enum State {
    /** As it should. */
    OK,
    /** Not as it should, but what it is asked for still happens. */
    DEGRADED,
    /** Not at all: requests that need it are refused. */
    FAILED
  }

  /**
   * What a part says of itself.
   *
   * @param part short name, such as {@code database}
   * @param message what is wrong and what to do; empty where nothing is
   */
  record Report(String part, State state, String message) {}

  /** How the part is now; cheap, and never throws. */
  Report health();
}
