package org.bellwether.ingest;

/** What the objects of a body are. */
public enum EventKind {
  PREDICTION,
  LABEL,
  FEEDBACK,
  CHANGE
}
