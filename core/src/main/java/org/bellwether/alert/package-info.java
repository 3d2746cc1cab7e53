/**
 * From findings of windows to what a person is told: the stream detector, persistence, combination,
 * routing. Pure steps; time is a parameter.
 */
@NullMarked
package org.bellwether.alert;

import org.jspecify.annotations.NullMarked;
