package org.bellwether.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request came to, read from the service's status and the counts in its answer. */
sealed interface Answer {

  /** The batch is durable but for some events that the service refused. */
  record Taken(long refused, String reason) implements Answer {}

  /** The service will not take this batch, however often it is sent. */
  record Refused(String reason) implements Answer {}

  /** The batch is larger than the service takes at once. */
  record TooLarge(String reason) implements Answer {}

  /** Worth another try. */
  record Retry(String problem, @Nullable Duration after) implements Answer {}

  Pattern REFUSED_COUNT = Pattern.compile("\"refused\"\\s*:\\s*(\\d{1,18})");
  Pattern REASON =
      Pattern.compile("\"(?:reason|detail|error)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.){0,300})");

  /**
   * Reads an answer.
   *
   * @param status of HTTP
   * @param retryAfter the header's value: seconds or a date
   * @param body as text, possibly cut off
   * @param now to count a date from
   */
  static Answer of(int status, @Nullable String retryAfter, String body, Instant now) {
    if (status / 100 == 2) {
      Matcher refused = REFUSED_COUNT.matcher(body);
      return new Taken(refused.find() ? Long.parseLong(refused.group(1)) : 0, reason(status, body));
    }
    if (status == 413) {
      return new TooLarge(reason(status, body));
    }
    if (status == 408 || status == 425 || status == 429 || status / 100 == 5) {
      return new Retry(reason(status, body), wait(retryAfter, now));
    }
    return new Refused(reason(status, body));
  }

  private static String reason(int status, String body) {
    Matcher reason = REASON.matcher(body);
    return "HTTP " + status + (reason.find() ? ": " + reason.group(1) : "");
  }

  private static @Nullable Duration wait(@Nullable String retryAfter, Instant now) {
    if (retryAfter == null) {
      return null;
    }
    String text = retryAfter.strip();
    if (text.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
