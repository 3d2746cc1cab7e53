/**
 * Brings alerts to people: what is remembered of them, channels, and an outbox that keeps each
 * message until its channel has taken it.
 */
@NullMarked
package org.bellwether.notify;

import org.jspecify.annotations.NullMarked;
