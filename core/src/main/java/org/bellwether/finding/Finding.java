package org.bellwether.finding;

import org.jspecify.annotations.Nullable;

/**
 * A measurement with its verdict.
 *
 * @param measurement what was measured
 * @param window the rows it was measured on, {@code null} when the run has no windows
 * @param adjustedPValue p-value adjusted over the run's family; NaN for a deterministic check
 * @param severity the verdict
 * @param rowsNeeded rows of the current table needed to judge; 0 when there are enough
 * @param persistence consecutive windows, up to and with this one, with the same finding at warning
 *     or above; 0 when it is not
 * @param message one sentence a product manager understands
 */
public record Finding(
    Measurement measurement,
    @Nullable Window window,
    double adjustedPValue,
    Severity severity,
    long rowsNeeded,
    int persistence,
    String message) {}
