package org.bellwether.ingest;

import java.util.List;

/**
 * What became of a batch.
 *
 * @param accepted new events, durable now
 * @param duplicates events that were there already
 * @param refused lines that were not taken, in their order
 */
public record IngestReceipt(int accepted, int duplicates, List<Refusal> refused) {
  public IngestReceipt {
    refused = List.copyOf(refused);
  }
}
