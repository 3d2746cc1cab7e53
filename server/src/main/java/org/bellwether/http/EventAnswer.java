package org.bellwether.http;

import java.util.List;
import org.bellwether.ingest.IngestReceipt;
import org.bellwether.ingest.Refusal;
import org.bellwether.ingest.Refusal.Cause;
import org.springframework.http.HttpStatus;

/**
 * What became of the events of a request.
 *
 * @param accepted new events, durable now
 * @param duplicates events that were there already
 * @param refused lines that were not taken
 * @param reasons of the first refused lines
 */
public record EventAnswer(int accepted, int duplicates, int refused, List<Reason> reasons) {

  private static final int MAX_REASONS = 100;

  /**
   * Why one line was not taken.
   *
   * @param line its number, or that of the element of an array, counted from 1
   * @param field as the sender knows it, empty where the whole line is meant
   * @param reason what is wrong and what to do
   */
  public record Reason(long line, String field, String reason) {}

  static EventAnswer of(IngestReceipt receipt) {
    List<Refusal> refused = receipt.refused();
    return new EventAnswer(
        receipt.accepted(),
        receipt.duplicates(),
        refused.size(),
        refused.stream()
            .limit(MAX_REASONS)
            .map(r -> new Reason(r.line(), r.field(), r.reason()))
            .toList());
  }

  /** 200 where anything was kept; otherwise what is wrong with all of it. */
  static HttpStatus status(IngestReceipt receipt) {
    if (receipt.refused().isEmpty() || receipt.accepted() + receipt.duplicates() > 0) {
      return HttpStatus.OK;
    }
    if (all(receipt, Cause.UNKNOWN_MODEL)) {
      return HttpStatus.NOT_FOUND;
    }
    if (all(receipt, Cause.FORBIDDEN)) {
      return HttpStatus.FORBIDDEN;
    }
    return all(receipt, Cause.TOO_LARGE) ? HttpStatus.CONTENT_TOO_LARGE : HttpStatus.BAD_REQUEST;
  }

  private static boolean all(IngestReceipt receipt, Cause cause) {
    return receipt.refused().stream().allMatch(r -> r.cause() == cause);
  }
}
