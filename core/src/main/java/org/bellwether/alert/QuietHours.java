package org.bellwether.alert;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * When people are left in peace.
 *
 * @param from first minute, such as 22:00
 * @param to first minute after; before {@code from} for a stretch over midnight, equal for whole
 *     days
 * @param zone of these times
 * @param days on which the stretch begins
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone, Set<DayOfWeek> days) {
  public QuietHours {
    days = Set.copyOf(days);
  }

  boolean contains(Instant moment) {
    ZonedDateTime at = moment.atZone(zone);
    LocalTime time = at.toLocalTime();
    boolean overMidnight = !from.isBefore(to);
    if (!time.isBefore(from) && (overMidnight || time.isBefore(to))) {
      return days.contains(at.getDayOfWeek());
    }
    return overMidnight && time.isBefore(to) && days.contains(at.getDayOfWeek().minus(1));
  }
}
