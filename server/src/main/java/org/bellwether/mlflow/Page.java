package org.bellwether.mlflow;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bellwether.registry.RegistryException;

/**
 * A part of a list, and where the next part begins.
 *
 * @param next token of the next part, empty where there is none
 */
record Page<T>(List<T> items, String next) {

  private static final String PREFIX = "from:";

  /** Where a part begins. */
  static long offset(Call call) {
    String token = call.text("page_token");
    if (token.isEmpty()) {
      return 0;
    }
    try {
      String plain = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (plain.matches(PREFIX + "[0-9]{1,15}")) {
        return Long.parseLong(plain.substring(PREFIX.length()));
      }
    } catch (IllegalArgumentException e) {
      throw wrong();
    }
    throw wrong();
  }

  private static RegistryException wrong() {
    return RegistryException.invalid(
        "field page_token must be the next_page_token of an earlier answer");
  }

  /**
   * A part of what was read.
   *
   * @param read the part and, where there is more, one item beyond it
   */
  static <T> Page<T> of(List<T> read, long offset, int limit) {
    return read.size() <= limit
        ? new Page<>(read, "")
        : new Page<>(read.subList(0, limit), token(offset + limit));
  }

  /** The part of a whole list. */
  static <T> Page<T> within(List<T> all, long offset, int limit) {
    int from = (int) Math.min(offset, all.size());
    return of(all.subList(from, (int) Math.min((long) from + limit + 1, all.size())), from, limit);
  }

  private static String token(long offset) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((PREFIX + offset).getBytes(StandardCharsets.UTF_8));
  }

  /** As an answer. */
  Map<String, Object> as(String field, Function<T, Map<String, Object>> wire) {
    List<Map<String, Object>> all = items.stream().map(wire).toList();
    return next.isEmpty() ? Map.of(field, all) : Map.of(field, all, "next_page_token", next);
  }
}
