package org.bellwether.store;

/** A reader has waited in vain for the events that were acknowledged before it. */
public final class NotAppliedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  NotAppliedException(long bytes) {
    super(bytes + " bytes of durable events are not in the tables yet: ask again later");
  }
}
