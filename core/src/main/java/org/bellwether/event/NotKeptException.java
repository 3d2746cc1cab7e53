package org.bellwether.event;

/** Events that a store could not keep; sent again later, they may be. */
public final class NotKeptException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  /** Why, and so when to try again. */
  public enum Reason {
    /** More is coming in than can be worked off: again in a second. */
    BUSY,
    /** The disk is full or cannot be written: again when somebody has made room. */
    FULL,
    /** The store is being closed. */
    STOPPED
  }

  private final Reason reason;

  public NotKeptException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
