package org.bellwether.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Counts over time as a line in a row of a table; the lowest level is zero. */
public record Sparkline(long[] counts) {

  private static final double WIDTH = 96;
  private static final double HEIGHT = 22;

  /** Points of an SVG polyline in a box of 96 by 24. */
  public String points() {
    double top = Math.max(1, Arrays.stream(counts).max().orElse(1));
    double step = counts.length < 2 ? 0 : WIDTH / (counts.length - 1);
    return IntStream.range(0, counts.length)
        .mapToObj(i ->
            String.format(Locale.ROOT, "%.1f,%.1f", i * step, 1 + HEIGHT * (1 - counts[i] / top)))
        .collect(Collectors.joining(" "));
  }
}
