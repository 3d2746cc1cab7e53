package org.bellwether.client;

/** Why an event was not delivered. */
public enum DropReason {
  /** The buffer held as many events or bytes as it may: the service is slow or away. */
  BUFFER_FULL,
  /** The event alone is larger than an event may be. */
  TOO_LARGE,
  /** A value that no event can hold, such as an infinite score. */
  INVALID,
  /** The service refused it: a bad field, an unknown model, a wrong token. */
  REFUSED,
  /** The service could not be reached, or was busy, for as long as retries are allowed. */
  RETRIES_EXHAUSTED,
  /** The log was closed before the event could be sent. */
  CLOSED
}
