package org.bellwether.check;

import org.bellwether.profile.Profile;
import org.jspecify.annotations.Nullable;

/**
 * One of several things that a window is compared with at once.
 *
 * @param name such as {@code training}, {@code recent} or {@code season}
 * @param profile rows that data and predictions are compared with
 * @param labelled rows whose labels have all but come, which performance is compared with; {@code
 *     null} where there are none yet. May be the same as {@code profile}
 */
public record WindowBaseline(String name, Profile profile, @Nullable Profile labelled) {}
