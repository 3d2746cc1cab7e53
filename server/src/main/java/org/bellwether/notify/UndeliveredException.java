package org.bellwether.notify;

/** A message did not reach its channel; the text holds no secret and is shown to people. */
public final class UndeliveredException extends Exception {

  private static final long serialVersionUID = 1;

  UndeliveredException(String message) {
    super(message);
  }

  UndeliveredException(String message, Throwable cause) {
    super(message, cause);
  }
}
