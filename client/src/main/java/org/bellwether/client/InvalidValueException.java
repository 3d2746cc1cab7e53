package org.bellwether.client;

/** A value that no event can hold. Caught within the client: the host's request never sees it. */
final class InvalidValueException extends RuntimeException {

  private static final long serialVersionUID = 1;

  InvalidValueException(String reason) {
    super(reason, null, false, false);
  }
}
