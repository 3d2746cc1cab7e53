package org.bellwether.stream;

import org.bellwether.ingest.IngestReceipt;
import org.bellwether.ingest.Refusal;

/** Is told what became of the records of topics; called by the consumer's thread. */
public interface StreamListener {

  /** Events are durable, and the topics' offsets go on behind them. */
  void kept(IngestReceipt receipt);

  /**
   * A record, or one event in it, was refused and passed over.
   *
   * @param origin topic, partition and offset in words
   */
  void refused(String origin, Refusal refusal);
}
