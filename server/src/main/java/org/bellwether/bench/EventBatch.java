package org.bellwether.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;

/**
 * NDJSON of predictions with 20 fields beside id, model and time, made once; only ids and times are
 * written anew, in place, so that making events costs the measurement next to nothing.
 */
final class EventBatch {

  /** Width of an id's number. */
  private static final int DIGITS = 12;

  private static final int NUMBERS = 11;
  private static final int CATEGORIES = 5;

  private final byte[] bytes;
  private final int[] ids;
  private final int[] times;

  private EventBatch(byte[] bytes, int[] ids, int[] times) {
    this.bytes = bytes;
    this.ids = ids;
    this.times = times;
  }

  /** Predictions of a model with values by seed. */
  static EventBatch predictions(String model, int events, long seed) {
    Random random = new Random(seed);
    StringBuilder out = new StringBuilder();
    int[] ids = new int[events];
    int[] times = new int[events];
    for (int e = 0; e < events; e++) {
      start(out, model, e, ids, times);
      double score = random.nextDouble();
      out.append(",\"version\":\"3\",\"features\":{");
      for (int f = 0; f < NUMBERS; f++) {
        out.append("\"amount_").append(f).append("\":").append(number(random, f)).append(',');
      }
      for (int f = 0; f < CATEGORIES; f++) {
        out.append("\"kind_")
            .append(f)
            .append("\":\"value-")
            .append(random.nextInt(4 << f))
            .append("\",");
      }
      out.setCharAt(out.length() - 1, '}');
      out.append(String.format(Locale.ROOT, ",\"score\":%.4f", score))
          .append(",\"prediction\":\"")
          .append(score > 0.5 ? "approve" : "reject")
          .append("\",\"latencyMs\":")
          .append(random.nextInt(80))
          .append("}\n");
    }
    return new EventBatch(out.toString().getBytes(StandardCharsets.US_ASCII), ids, times);
  }

  /** Labels of predictions. */
  static EventBatch labels(String model, int events) {
    StringBuilder out = new StringBuilder();
    int[] ids = new int[events];
    int[] times = new int[events];
    for (int e = 0; e < events; e++) {
      start(out, model, e, ids, times);
      out.append(",\"label\":").append(e & 1).append("}\n");
    }
    return new EventBatch(out.toString().getBytes(StandardCharsets.US_ASCII), ids, times);
  }

  private static void start(StringBuilder out, String model, int e, int[] ids, int[] times) {
    out.append("{\"id\":\"p-");
    ids[e] = out.length();
    out.append("0".repeat(DIGITS)).append("\",\"model\":\"").append(model).append("\",\"time\":\"");
    times[e] = out.length();
    out.append("2026-01-01T00:00:00Z\"");
  }

  private static String number(Random random, int feature) {
    return switch (feature % 3) {
      case 0 -> String.format(Locale.ROOT, "%.2f", 1000 * random.nextDouble());
      case 1 -> Integer.toString(random.nextInt(100));
      default -> String.format(Locale.ROOT, "%.3f", random.nextGaussian());
    };
  }

  /** Gives the events consecutive numbers and one time. */
  byte[] renew(long first, Instant time) {
    byte[] second = time.toString().substring(0, 19).getBytes(StandardCharsets.US_ASCII);
    for (int e = 0; e < ids.length; e++) {
      long number = first + e;
      for (int digit = ids[e] + DIGITS - 1; digit >= ids[e]; digit--) {
        bytes[digit] = (byte) ('0' + number % 10);
        number /= 10;
      }
      System.arraycopy(second, 0, bytes, times[e], second.length);
    }
    return bytes;
  }

  int events() {
    return ids.length;
  }
}
