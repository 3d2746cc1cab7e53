/** Measures of change between two profiles' distributions. */
@NullMarked
package org.bellwether.drift;

import org.jspecify.annotations.NullMarked;
