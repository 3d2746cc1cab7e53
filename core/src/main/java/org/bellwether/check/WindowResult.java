package org.bellwether.check;

import org.bellwether.finding.Severity;
import org.bellwether.finding.Window;
import org.bellwether.profile.Profile;

/**
 * One window of a timeline.
 *
 * @param window which rows
 * @param verdict the worst finding over the window's whole-table checks
 * @param profile summary of the window's rows
 */
public record WindowResult(Window window, Severity verdict, Profile profile) {}
