package org.bellwether.ingest;

/** A request that brings more than the limits allow; nothing of it was kept. */
public final class TooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public TooLargeException(String message) {
    super(message);
  }
}
