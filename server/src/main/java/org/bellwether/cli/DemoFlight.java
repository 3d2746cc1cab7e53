package org.bellwether.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * One flight of the demo's data.
 *
 * @param departure moment, as {@code 2001-01-31 17:05}, local time of the origin
 * @param origin airport it left, by its code
 * @param destination airport it flew to
 * @param weekday English name of the day
 * @param hour hour of departure, in [0, 23]
 * @param distance miles from origin to destination, unless the feed is wrong
 * @param late whether it arrived 15 minutes or more behind the timetable
 */
record DemoFlight(
    String departure,
    String origin,
    String destination,
    String weekday,
    int hour,
    int distance,
    boolean late) {

  private static final int FIELDS = 7;

  /** The flights of a month that the application ships, in order of departure. */
  static List<DemoFlight> of(String month) throws IOException {
    String name = "demo/" + month + ".csv.gz";
    try (InputStream packed =
            Objects.requireNonNull(DemoFlight.class.getResourceAsStream(name), name);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8))) {
      List<DemoFlight> flights = new ArrayList<>();
      lines.readLine(); // the header
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] field = line.split(",", FIELDS);
        flights.add(
            new DemoFlight(
                field[0],
                field[1],
                field[2],
                field[3],
                Integer.parseInt(field[4]),
                Integer.parseInt(field[5]),
                field[6].equals("yes")));
      }
      return flights;
    }
  }

  /** The same flight as a feed tells it that has another hour of departure. */
  DemoFlight at(int otherHour) {
    return new DemoFlight(departure, origin, destination, weekday, otherHour, distance, late);
  }

  /** The same flight as a feed tells it that speaks of kilometres. */
  DemoFlight inKilometres() {
    int kilometres = (int) Math.round(distance * 1.609344);
    return new DemoFlight(departure, origin, destination, weekday, hour, kilometres, late);
  }
}
