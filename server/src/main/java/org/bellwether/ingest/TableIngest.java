package org.bellwether.ingest;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.bellwether.event.NotKeptException;
import org.bellwether.event.NotKeptException.Reason;
import org.bellwether.files.EventShape;
import org.bellwether.files.EventTable;
import org.bellwether.registry.Model;

/** Takes the rows of tables in, as fast as the store takes them. Safe for use by many threads. */
public final class TableIngest {

  private static final int ROWS = 2_000;
  private static final int BYTES = 4 << 20;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Ingest ingest;
  private final EventReader reader;
  private final Duration patience;

  /**
   * An entrance for tables.
   *
   * @param patience how long a batch waits for a store that is busy
   */
  public TableIngest(Ingest ingest, EventReader reader, Duration patience) {
    this.ingest = ingest;
    this.reader = reader;
    this.patience = patience;
  }

  /**
   * Keeps the rows that can be kept: predictions, then the labels that they come with.
   *
   * @param mayFeed whether the sender may send events of a model
   * @throws NotKeptException if events could not be kept; what came before was, and is a duplicate
   *     when the table is sent again
   */
  public TableReceipt accept(EventTable table, EventShape shape, Predicate<Model> mayFeed) {
    TableReceipt receipt = accept(table, shape, mayFeed, TableReceipt.NONE);
    return shape == EventShape.PREDICTION && table.labelled() && !receipt.hopeless()
        ? accept(table, EventShape.LABEL, mayFeed, receipt)
        : receipt;
  }

  private TableReceipt accept(
      EventTable table, EventShape shape, Predicate<Model> mayFeed, TableReceipt before) {
    TableReceipt[] receipt = {before};
    EventKind kind = EventKind.valueOf(shape.name());
    table.read(
        shape,
        ROWS,
        BYTES,
        (lines, rows, count) -> {
          if (!receipt[0].hopeless()) {
            EventReader.Batch batch = reader.read(kind, lines, rows);
            receipt[0] = receipt[0].and(patiently(batch, mayFeed));
          }
        });
    return receipt[0];
  }

  private IngestReceipt patiently(EventReader.Batch batch, Predicate<Model> mayFeed) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return ingest.accept(batch, mayFeed);
      } catch (NotKeptException e) {
        if (e.reason() != Reason.BUSY || System.nanoTime() - end > 0) {
          throw e;
        }
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new NotKeptException(Reason.STOPPED, "the service stops: send the table again later");
      }
    }
  }

  /** The fields of each shape, which are those of the kind of its name. */
  static List<String> fields(EventShape shape) {
    return Fields.of(EventKind.valueOf(shape.name())).names();
  }
}
