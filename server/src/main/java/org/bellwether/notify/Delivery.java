package org.bellwether.notify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way to one channel.
 *
 * @param channel id of the channel
 * @param attempts made so far
 * @param next when it is tried again
 * @param delivered when the channel took it; {@code null} before
 * @param ended when it was given up because its channel was removed; {@code null} otherwise
 * @param problem of the latest attempt, empty of none
 */
public record Delivery(
    long id,
    String channel,
    Message message,
    Instant created,
    int attempts,
    Instant next,
    @Nullable Instant delivered,
    @Nullable Instant ended,
    String problem) {}
