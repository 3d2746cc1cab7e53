package org.bellwether.store;

import org.jspecify.annotations.Nullable;

/** The metadata database cannot be used; the message says why and what to do. */
public final class MetadataException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean inUse;

  MetadataException(String message, @Nullable Throwable cause, boolean inUse) {
    super(message, cause);
    this.inUse = inUse;
  }

  /** Whether another process holds the embedded database. */
  public boolean inUse() {
    return inUse;
  }
}
