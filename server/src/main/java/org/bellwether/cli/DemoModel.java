package org.bellwether.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bellwether.learn.GradientBoosting;
import org.bellwether.learner.Scorer;

/** A small model of whether a flight will be late: boosted trees on four features. */
final class DemoModel {

  private static final long SEED = 2001;
  private static final List<String> WEEKDAYS =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

  private final Map<String, Integer> origins;
  private final Scorer scorer;

  private DemoModel(Map<String, Integer> origins, Scorer scorer) {
    this.origins = origins;
    this.scorer = scorer;
  }

  static DemoModel trainedOn(List<DemoFlight> flights) {
    Map<String, Integer> origins = new TreeMap<>(Comparator.naturalOrder());
    for (DemoFlight flight : flights) {
      origins.putIfAbsent(flight.origin(), origins.size());
    }
    double[] late = flights.stream().mapToDouble(f -> f.late() ? 1 : 0).toArray();
    Scorer scorer = GradientBoosting.classifier().fit(features(flights, origins), late, SEED);
    return new DemoModel(origins, scorer);
  }

  /** The probability that each flight is late. */
  double[] score(List<DemoFlight> flights) {
    return scorer.score(features(flights, origins));
  }

  private static double[][] features(List<DemoFlight> flights, Map<String, Integer> origins) {
    return flights.stream()
        .map(f ->
            new double[] {
              f.hour(),
              f.distance(),
              WEEKDAYS.indexOf(f.weekday()),
              origins.getOrDefault(f.origin(), -1)
            })
        .toArray(double[][]::new);
  }
}
