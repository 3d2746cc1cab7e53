/** The commands: what a user types, what is printed, and the exit code. */
@NullMarked
package org.bellwether.cli;

import org.jspecify.annotations.NullMarked;
