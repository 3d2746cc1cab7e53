package org.bellwether.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the events since the log was built. Every event that the host logged is in exactly
 * one of {@code sent}, {@code pending} and {@code dropped}.
 *
 * @param accepted events taken into the buffer
 * @param sent events that the service acknowledged as durable, duplicates included
 * @param pending events in the buffer or on their way
 * @param dropped events that were not delivered, by reason; reasons that never occurred are absent
 * @param retries requests that had to be repeated
 * @param lastProblem what went wrong last, in words, {@code null} if nothing has
 */
public record Counts(
    long accepted,
    long sent,
    long pending,
    Map<DropReason, Long> dropped,
    long retries,
    @Nullable String lastProblem) {

  public Counts {
    dropped = Map.copyOf(dropped);
  }

  /** Events that were not delivered, for whatever reason. */
  public long droppedTotal() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }
}
