package org.bellwether.check;

import org.bellwether.performance.SliceMetrics;

/**
 * Every performance metric of one slice, judged or not.
 *
 * @param reference on the reference; without values where it has no labels
 * @param current on the current table
 */
public record SlicePerformance(SliceMetrics reference, SliceMetrics current) {}
