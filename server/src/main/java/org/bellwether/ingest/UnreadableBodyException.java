package org.bellwether.ingest;

/** A body that cannot be read as a whole; nothing of it was kept. */
public final class UnreadableBodyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public UnreadableBodyException(String message) {
    super(message);
  }
}
