/** Violations of the architecture, made on purpose to show that its tests can fail. */
@NullMarked
package org.bellwether.violation.drift;

import org.jspecify.annotations.NullMarked;
