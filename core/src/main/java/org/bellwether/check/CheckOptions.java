package org.bellwether.check;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bellwether.drift.DriftOptions;
import org.bellwether.finding.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * How a run is judged. Immutable; every {@code with} returns a changed copy.
 *
 * @param level significance level of the run, in (0, 1): on unchanged data at most this share of
 *     runs has any warning
 * @param thresholds thresholds that replace the default, by the name of the check, such as {@code
 *     missing-rate}, or by check and column as {@code missing-rate:income}
 * @param drift which statistic of a column is judged
 * @param now the moment of the check, for timestamps that must lie in the past; {@code null} leaves
 *     them unchecked
 */
public record CheckOptions(
    double level, Map<String, Threshold> thresholds, DriftOptions drift, @Nullable Instant now) {

  /** At most one run in a hundred has a warning on unchanged data. */
  public static final double DEFAULT_LEVEL = 0.01;

  public CheckOptions {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("the level must be in (0, 1), not " + level);
    }
    thresholds = Collections.unmodifiableMap(new LinkedHashMap<>(thresholds));
  }

  public static CheckOptions defaults() {
    return new CheckOptions(DEFAULT_LEVEL, Map.of(), DriftOptions.defaults(), null);
  }

  public CheckOptions withLevel(double level) {
    return new CheckOptions(level, thresholds, drift, now);
  }

  /** Replaces the threshold of a check on every column, or on one given as {@code check:column}. */
  public CheckOptions withThreshold(String check, Threshold threshold) {
    Map<String, Threshold> more = new LinkedHashMap<>(thresholds);
    more.put(check, threshold);
    return new CheckOptions(level, more, drift, now);
  }

  public CheckOptions withDrift(DriftOptions drift) {
    return new CheckOptions(level, thresholds, drift, now);
  }

  public CheckOptions withNow(Instant now) {
    return new CheckOptions(level, thresholds, drift, now);
  }

  /** The threshold to use for a check on a column. */
  Threshold threshold(String check, @Nullable String column, Threshold otherwise) {
    Threshold ofColumn = column == null ? null : thresholds.get(check + ":" + column);
    return ofColumn != null ? ofColumn : thresholds.getOrDefault(check, otherwise);
  }
}
