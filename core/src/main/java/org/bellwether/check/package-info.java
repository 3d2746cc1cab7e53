/**
 * Measurements to findings: the multiple-testing step, thresholds, windows and the verdict of a
 * run.
 */
@NullMarked
package org.bellwether.check;

import org.jspecify.annotations.NullMarked;
