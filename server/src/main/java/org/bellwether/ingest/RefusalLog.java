package org.bellwether.ingest;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.bellwether.registry.Catalog;
import org.bellwether.store.RefusedLines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Keeps refused lines for people to look at; good lines never wait or fail for it. */
public final class RefusalLog {

  /** Most lines that are kept of one batch: a thousand times the same reason helps nobody. */
  private static final int MOST = 100;

  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

  private final RefusedLines lines;
  private final Catalog catalog;
  private final InstantSource clock;

  public RefusalLog(RefusedLines lines, Catalog catalog, InstantSource clock) {
    this.lines = lines;
    this.catalog = catalog;
    this.clock = clock;
  }

  /** Keeps the first refused lines of a batch. */
  public void keep(List<Refusal> refused) {
    if (refused.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    try {
      lines.keep(refused.stream().limit(MOST).map(r -> line(r, now)).toList());
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("refused lines could not be kept: {}", e.getMessage());
    }
  }

  /** Lines of models that nobody may see go under no name, so that names cannot fill the table. */
  private RefusedLines.Line line(Refusal refusal, Instant now) {
    boolean known =
        refusal.cause() != Refusal.Cause.FORBIDDEN && catalog.find(refusal.model()).isPresent();
    return new RefusedLines.Line(
        now, known ? refusal.model() : "", refusal.line(), refusal.field(), refusal.reason());
  }
}
