package org.bellwether.violation.files;

import org.bellwether.violation.cli.Command;

/** Breaks the order on purpose: files must not know of commands. */
public record UsesCommand(Command command) {}
