package org.bellwether.registry;

/** Something that the registry refuses; the message says what is wrong and what to do. */
public final class RegistryException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /** Why it refuses. */
  public enum Reason {
    /** What is asked for cannot be meant. */
    INVALID,
    /** What it is about is not there. */
    MISSING,
    /** What is to be created is there already. */
    EXISTS,
    /** It would take away what something else rests on. */
    CONFLICT,
    /** It is not the caller's to do. */
    DENIED
  }

  private final Reason reason;

  public RegistryException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public static RegistryException invalid(String message) {
    return new RegistryException(Reason.INVALID, message);
  }

  public static RegistryException missing(String message) {
    return new RegistryException(Reason.MISSING, message);
  }

  public Reason reason() {
    return reason;
  }
}
