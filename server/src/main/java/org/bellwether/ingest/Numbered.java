package org.bellwether.ingest;

import org.bellwether.event.Event;

/**
 * An event and where it came from.
 *
 * @param line number of its line, or of the element of an array, counted from 1
 */
public record Numbered(long line, Event event) {}
