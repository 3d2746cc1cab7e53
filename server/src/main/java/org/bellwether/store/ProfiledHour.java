package org.bellwether.store;

import java.time.Instant;

/**
 * What a model's predictions of one hour look like.
 *
 * @param from start of the hour
 * @param rows predictions made within it
 * @param json the profile, see {@link org.bellwether.profile.Profile#toJson}
 */
public record ProfiledHour(Instant from, long rows, String json) {}
