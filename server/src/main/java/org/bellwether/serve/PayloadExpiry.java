package org.bellwether.serve;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.bellwether.event.NotKeptException;
import org.bellwether.ingest.Ingest;
import org.bellwether.ingest.IngestReceipt;
import org.bellwether.ingest.PayloadJoin;
import org.bellwether.ingest.PayloadJoin.Joined;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each second, and when the service stops, keeps halves of inferences that wait no longer. */
final class PayloadExpiry implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PayloadExpiry.class);

  private final PayloadJoin join;
  private final Ingest ingest;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("bellwether-kserve").factory());

  private final ScheduledFuture<?> each;

  PayloadExpiry(PayloadJoin join, Ingest ingest, InstantSource clock) {
    this.join = join;
    this.ingest = ingest;
    this.each =
        timer.scheduleWithFixedDelay(
            () -> keep(join.expire(clock.instant())), 1, 1, TimeUnit.SECONDS);
  }

  private void keep(Joined joined) {
    try {
      IngestReceipt receipt = ingest.accept(joined.batch(), model -> true);
      if (!receipt.refused().isEmpty()) {
        LOG.warn(
            "{} payloads that waited for their other half were refused: {}",
            receipt.refused().size(),
            receipt.refused().getFirst().reason());
      }
    } catch (NotKeptException e) {
      join.restore(joined);
      LOG.warn("payloads that waited for their other half cannot be kept yet: {}", e.getMessage());
    } catch (RuntimeException e) {
      // A timer's task that throws is never run again.
      LOG.error("payloads that waited for their other half were lost", e);
    }
  }

  @Override
  public void close() {
    each.cancel(false);
    timer.shutdown();
    keep(join.close());
  }
}
