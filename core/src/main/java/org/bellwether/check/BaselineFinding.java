package org.bellwether.check;

import org.bellwether.finding.Finding;

/**
 * A finding and what the window was compared with.
 *
 * @param baseline name of the baseline, such as {@code training}, {@code recent} or {@code season};
 *     empty where nothing was compared
 */
public record BaselineFinding(String baseline, Finding finding) {}
