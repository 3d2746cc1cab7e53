/** What was measured and what it means: measurements, thresholds, severities, findings. */
@NullMarked
package org.bellwether.finding;

import org.jspecify.annotations.NullMarked;
