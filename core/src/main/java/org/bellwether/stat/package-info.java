/**
 * Formulas on arrays and numbers: tests, distances, metrics, intervals. Knows nothing of columns.
 */
@NullMarked
package org.bellwether.stat;

import org.jspecify.annotations.NullMarked;
