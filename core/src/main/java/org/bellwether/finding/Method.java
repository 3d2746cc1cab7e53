package org.bellwether.finding;

/**
 * How a value was computed.
 *
 * @param name the statistic, such as {@code kolmogorov-smirnov}
 * @param errorBound largest absolute error of the value; 0 when computed exactly
 */
public record Method(String name, double errorBound) {
  public Method {
    if (!(errorBound >= 0)) {
      throw new IllegalArgumentException("error bound must be at least 0, not " + errorBound);
    }
  }

  public static Method exact(String name) {
    return new Method(name, 0);
  }

  public static Method bounded(String name, double errorBound) {
    return new Method(name, errorBound);
  }

  public boolean isExact() {
    return errorBound == 0;
  }
}
