/** Measures of predictions: with labels, without labels, and calibration. */
@NullMarked
package org.bellwether.performance;

import org.jspecify.annotations.NullMarked;
