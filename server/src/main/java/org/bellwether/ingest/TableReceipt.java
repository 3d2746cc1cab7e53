package org.bellwether.ingest;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What became of the rows of a table.
 *
 * @param accepted new events, durable now
 * @param duplicates events that were there already
 * @param refused events that were not taken
 * @param first of the refused, by number of row
 * @param causes of all the refused
 */
public record TableReceipt(
    int accepted, int duplicates, int refused, List<Refusal> first, Set<Refusal.Cause> causes) {

  private static final int MOST = 100;

  static final TableReceipt NONE =
      new TableReceipt(0, 0, 0, List.of(), EnumSet.noneOf(Refusal.Cause.class));

  public TableReceipt {
    first = List.copyOf(first);
    causes = Set.copyOf(causes);
  }

  /** With a further batch. */
  TableReceipt and(IngestReceipt more) {
    List<Refusal> all = new java.util.ArrayList<>(first);
    all.addAll(more.refused().subList(0, Math.min(more.refused().size(), MOST - first.size())));
    Set<Refusal.Cause> both = EnumSet.noneOf(Refusal.Cause.class);
    both.addAll(causes);
    more.refused().forEach(r -> both.add(r.cause()));
    return new TableReceipt(
        accepted + more.accepted(),
        duplicates + more.duplicates(),
        refused + more.refused().size(),
        all,
        both);
  }

  /** Whether nothing was kept, and nothing of this model or sender will be. */
  boolean hopeless() {
    return accepted + duplicates == 0
        && refused > 0
        && (causes.equals(Set.of(Refusal.Cause.UNKNOWN_MODEL))
            || causes.equals(Set.of(Refusal.Cause.FORBIDDEN)));
  }
}
