package org.bellwether.violation.drift;

import java.nio.file.Path;

/** Touches files on purpose. */
public final class Filing {
  public String name(Path path) {
    return path.toString();
  }
}
