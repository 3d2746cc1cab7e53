package org.bellwether.violation.cli;

/** A command in a package without package-info, on purpose. */
public record Command(String name) {}
