/** The facts that everything else is computed from: predictions, labels, feedback, changes. */
@NullMarked
package org.bellwether.event;

import org.jspecify.annotations.NullMarked;
