package org.bellwether.violation.drift;

import java.util.SplittableRandom;

/** Draws without a seed on purpose. */
public final class Drawing {
  public double draw() {
    return new SplittableRandom().nextDouble();
  }
}
