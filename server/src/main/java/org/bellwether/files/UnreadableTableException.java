package org.bellwether.files;

/** A table cannot be read as it is; the message names file, row and column and says what to do. */
public final class UnreadableTableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnreadableTableException(String message) {
    super(message);
  }

  public UnreadableTableException(String message, Throwable cause) {
    super(message, cause);
  }
}
