package org.bellwether.store;

import java.time.Instant;
import org.bellwether.profile.Slice;
import org.bellwether.schema.Schema;

/**
 * What a model's predictions of one hour look like.
 *
 * @param from start of the hour
 * @param rows predictions made within it
 * @param schema its columns
 * @param whole all of its rows, column by column
 * @param json the profile, see {@link org.bellwether.profile.Profile#toJson}
 */
public record ProfiledHour(Instant from, long rows, Schema schema, Slice whole, String json) {}
