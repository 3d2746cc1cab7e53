/** Measures of how outcomes differ between protected groups. */
@NullMarked
package org.bellwether.fairness;

import org.jspecify.annotations.NullMarked;
