package org.bellwether.watch;

import org.bellwether.check.JudgedWindow;

/**
 * Hears of every window that closed or changed, after it was stored, one at a time, by one thread.
 * A window may come again with the same revision after a crash; none is left out.
 */
@FunctionalInterface
public interface WindowListener {

  void judged(JudgedWindow window);

  /** Nobody listens. */
  static WindowListener none() {
    return window -> {};
  }
}
