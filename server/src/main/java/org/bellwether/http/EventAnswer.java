package org.bellwether.http;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bellwether.ingest.IngestReceipt;
import org.bellwether.ingest.Refusal;
import org.bellwether.ingest.Refusal.Cause;
import org.bellwether.ingest.TableReceipt;
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
        receipt.accepted(), receipt.duplicates(), refused.size(), reasons(refused));
  }

  /** The same of a table, whose rows are its lines. */
  static EventAnswer of(TableReceipt receipt) {
    return new EventAnswer(
        receipt.accepted(), receipt.duplicates(), receipt.refused(), reasons(receipt.first()));
  }

  private static List<Reason> reasons(List<Refusal> refused) {
    return refused.stream()
        .limit(MAX_REASONS)
        .map(r -> new Reason(r.line(), r.field(), r.reason()))
        .toList();
  }

  /** 200 where anything was kept; otherwise what is wrong with all of it. */
  static HttpStatus status(IngestReceipt receipt) {
    Set<Cause> causes = EnumSet.noneOf(Cause.class);
    receipt.refused().forEach(refusal -> causes.add(refusal.cause()));
    return status(receipt.accepted() + receipt.duplicates(), causes);
  }

  static HttpStatus status(TableReceipt receipt) {
    return status(receipt.accepted() + receipt.duplicates(), receipt.causes());
  }

  private static HttpStatus status(int kept, Set<Cause> causes) {
    if (causes.isEmpty() || kept > 0) {
      return HttpStatus.OK;
    }
    if (causes.equals(Set.of(Cause.UNKNOWN_MODEL))) {
      return HttpStatus.NOT_FOUND;
    }
    if (causes.equals(Set.of(Cause.FORBIDDEN))) {
      return HttpStatus.FORBIDDEN;
    }
    return causes.equals(Set.of(Cause.TOO_LARGE))
        ? HttpStatus.CONTENT_TOO_LARGE
        : HttpStatus.BAD_REQUEST;
  }
}
