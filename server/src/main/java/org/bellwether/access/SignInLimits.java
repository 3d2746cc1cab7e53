package org.bellwether.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often somebody may fail: after so many failures of one name, or five times as many of one
 * address, within the pause, further attempts are refused until the oldest of them is that long
 * ago. Many people may share an address.
 */
final class SignInLimits {

  /** What the keys of addresses begin with. */
  static final String ADDRESS = "address ";

  private static final int MOST_KEYS = 20_000;

  private final InstantSource clock;
  private final int attempts;
  private final Duration pause;
  private final Map<String, Deque<Instant>> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
          return size() > MOST_KEYS;
        }
      };

  SignInLimits(InstantSource clock, int attempts, Duration pause) {
    this.clock = clock;
    this.attempts = attempts;
    this.pause = pause;
  }

  synchronized boolean allows(String key) {
    Deque<Instant> recent = failures.get(key);
    if (recent == null) {
      return true;
    }
    forget(recent);
    return recent.size() < most(key);
  }

  synchronized void failed(String key) {
    Deque<Instant> recent = failures.computeIfAbsent(key, k -> new ArrayDeque<>());
    forget(recent);
    if (recent.size() < most(key)) {
      recent.add(clock.instant());
    }
  }

  synchronized void succeeded(String key) {
    failures.remove(key);
  }

  private int most(String key) {
    return key.startsWith(ADDRESS) ? 5 * attempts : attempts;
  }

  private void forget(Deque<Instant> recent) {
    Instant oldest = clock.instant().minus(pause);
    while (!recent.isEmpty() && recent.getFirst().isBefore(oldest)) {
      recent.removeFirst();
    }
  }
}
