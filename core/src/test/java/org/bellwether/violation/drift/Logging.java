package org.bellwether.violation.drift;

import java.util.logging.Logger;

/** Logs on purpose. */
public final class Logging {
  public void say(Logger logger) {
    logger.info("said");
  }
}
