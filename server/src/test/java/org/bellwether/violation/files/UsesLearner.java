package org.bellwether.violation.files;

import org.bellwether.violation.learn.Stump;

/** Breaks the order on purpose: files and learn are siblings. */
public record UsesLearner(Stump stump) {}
