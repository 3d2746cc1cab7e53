/** Measures the whole check as a user runs it, on tables that anyone can make again. */
@NullMarked
package org.bellwether.bench;

import org.jspecify.annotations.NullMarked;
