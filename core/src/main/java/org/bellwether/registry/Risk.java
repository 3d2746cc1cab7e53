package org.bellwether.registry;

/** How much harm a wrong answer of the model can do; the tiers of the EU AI Act that may be run. */
public enum Risk {
  MINIMAL,
  LIMITED,
  HIGH
}
