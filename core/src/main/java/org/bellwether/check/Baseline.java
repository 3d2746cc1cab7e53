package org.bellwether.check;

/** What each window of a timeline is compared with. */
public sealed interface Baseline {

  /** One baseline for all windows, such as the training data or the first rows of the file. */
  record Fixed() implements Baseline {}

  /**
   * The latest healthy windows before the one that is judged; until there are enough of them, the
   * rows that the timeline starts from count too. A window is healthy when, judged as a run of its
   * own, it has no warning.
   *
   * @param windows how many, at least 1
   */
  record Rolling(int windows) implements Baseline {
    public Rolling {
      if (windows < 1) {
        throw new IllegalArgumentException(
            "a rolling baseline needs at least 1 window, not " + windows);
      }
    }
  }

  /**
   * All earlier healthy windows that start on the same weekday, at the same hour, or both, by UTC.
   * A window without any such predecessor starts its stratum and cannot be judged.
   *
   * @param stratum which windows are alike
   */
  record Seasonal(Stratum stratum) implements Baseline {}

  /** Which windows are alike, by the moment they start. */
  enum Stratum {
    WEEKDAY,
    HOUR,
    WEEKDAY_AND_HOUR
  }
}
