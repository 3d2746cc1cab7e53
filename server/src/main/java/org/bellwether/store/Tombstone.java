package org.bellwether.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That what was kept of a person was erased.
 *
 * @param id number of the order
 * @param subjectHash see {@link SubjectHash}, of the subject as it came
 * @param keptHash the same of the subject as a column keeps it that holds hashes
 * @param model whose predictions, {@code null} for those of every model
 * @param ordered when
 * @param orderedBy who ordered it, as in the audit log
 * @param deleted events that were there
 * @param finished when the bytes were gone from every file; {@code null} before
 * @param problem why they are not gone yet, empty where nothing is in the way
 */
public record Tombstone(
    long id,
    String subjectHash,
    String keptHash,
    @Nullable String model,
    Instant ordered,
    String orderedBy,
    Deleted deleted,
    @Nullable Instant finished,
    String problem) {

  /** Whether it is about the holder of a stored subject. */
  boolean covers(String hash) {
    return hash.equals(subjectHash) || hash.equals(keptHash);
  }
}
