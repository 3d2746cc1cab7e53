package org.bellwether.watch;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bellwether.watch.MonitorSettings.Season;

/** Which windows are alike, by the moment they start (UTC). */
final class Strata {

  /** Earlier windows of a season that are looked at. */
  private static final int LOOK_BACK = 8;

  private Strata() {}

  /** The stratum of a window, such as {@code wed 14}. */
  static String of(Season season, Instant start) {
    ZonedDateTime time = start.atZone(ZoneOffset.UTC);
    String day =
        time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ROOT).toLowerCase(Locale.ROOT);
    String minutes = "%02d:%02d".formatted(time.getHour(), time.getMinute());
    return switch (season) {
      case WEEKDAY_AND_HOUR -> day + " " + minutes;
      case WEEKDAY -> day;
      case HOUR -> minutes;
      case NONE -> "all";
    };
  }

  /** Starts of the windows at the same time of earlier seasons, latest first. */
  static List<Instant> earlier(Season season, Instant start) {
    List<Instant> starts = new ArrayList<>();
    int days = season == Season.HOUR ? 1 : 7;
    for (int k = 1; season != Season.NONE && k <= LOOK_BACK; k++) {
      starts.add(start.minus((long) k * days, ChronoUnit.DAYS));
    }
    return starts;
  }
}
