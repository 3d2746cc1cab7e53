package org.bellwether.violation.unmarked;

/** Lives, on purpose, in a package without package-info that the order does not name. */
public record Unmarked(int value) {}
