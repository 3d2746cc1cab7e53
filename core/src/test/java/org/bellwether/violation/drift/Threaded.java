package org.bellwether.violation.drift;

import java.util.List;

/** Computes in other threads on purpose. */
public final class Threaded {
  public int sum(List<Integer> values) {
    return values.parallelStream().mapToInt(Integer::intValue).sum();
  }
}
