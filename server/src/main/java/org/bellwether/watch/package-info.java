/** Watches models: windows of stored events, what they are compared with, and their verdicts. */
@NullMarked
package org.bellwether.watch;

import org.jspecify.annotations.NullMarked;
