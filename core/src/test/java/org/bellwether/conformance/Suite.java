package org.bellwether.conformance;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the cases of one file of the conformance pack are run: a handler for each {@code method}, and
 * the cases that cannot be run, with the reason that {@code docs/conformance.md} states too. To add
 * a file, extend this and list the class in {@link ConformanceTest#SUITES}.
 */
abstract class Suite {

  /**
   * Runs one case and throws an {@link AssertionError} where the figure is not the expected one.
   */
  @FunctionalInterface
  interface Handler {
    void run(Case c) throws Exception;
  }

  private final String file;
  private final Map<String, Handler> handlers = new LinkedHashMap<>();
  private final Map<String, String> notApplicable = new LinkedHashMap<>();

  /** The file without folder and ending, such as {@code deequ}. */
  protected Suite(String file) {
    this.file = file;
  }

  protected final void on(String method, Handler handler) {
    if (handlers.put(method, handler) != null) {
      throw new IllegalStateException(file + ": two handlers for " + method);
    }
  }

  protected final void notApplicable(String id, String reason) {
    notApplicable.put(id, reason);
  }

  final String file() {
    return file;
  }

  final Map<String, Handler> handlers() {
    return handlers;
  }

  final Map<String, String> notApplicable() {
    return notApplicable;
  }
}
