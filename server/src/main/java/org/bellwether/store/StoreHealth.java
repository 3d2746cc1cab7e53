package org.bellwether.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an event store fares.
 *
 * @param problem why events are refused or wait, {@code null} when all is well
 * @param refusing whether events are refused at the moment, not only wait for the tables
 * @param since when that began
 * @param logBytes bytes in the log
 * @param waitingBytes bytes in the log that are not in the tables yet
 * @param freeBytes free bytes of the disk
 */
public record StoreHealth(
    @Nullable String problem,
    boolean refusing,
    @Nullable Instant since,
    long logBytes,
    long waitingBytes,
    long freeBytes) {}
