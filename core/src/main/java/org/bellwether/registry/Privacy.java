package org.bellwether.registry;

/** How the values of a column are kept. */
public enum Privacy {
  /** As they came. */
  RAW,
  /** As keyed hashes: equal values stay equal, nothing else can be told. */
  HASH,
  /** Not at all. */
  NONE
}
