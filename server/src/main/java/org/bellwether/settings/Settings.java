package org.bellwether.settings;

import java.nio.file.Path;

/**
 * What the service runs with.
 *
 * @param port TCP port of pages and API, 0 for any free one
 * @param data folder that holds everything the service keeps
 */
public record Settings(int port, Path data) {}
