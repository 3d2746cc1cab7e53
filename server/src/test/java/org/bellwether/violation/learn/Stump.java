package org.bellwether.violation.learn;

/** A learner for the fixture of forbidden uses. */
public record Stump(double cut) {}
