/**
 * Measures of data quality from profiles: missing, ranges, categories, duplicates, units,
 * readiness.
 */
@NullMarked
package org.bellwether.quality;

import org.jspecify.annotations.NullMarked;
