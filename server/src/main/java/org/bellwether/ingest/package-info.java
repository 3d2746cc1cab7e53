/** From a sender's bytes to durable events: parse, validate, privacy per column, refusals. */
@NullMarked
package org.bellwether.ingest;

import org.jspecify.annotations.NullMarked;
