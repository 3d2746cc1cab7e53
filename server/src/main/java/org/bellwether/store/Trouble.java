package org.bellwether.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one of the store's threads cannot do at the moment; written to the log when it changes. */
final class Trouble {

  private static final Logger LOGGER = System.getLogger(Trouble.class.getName());

  record State(String problem, Instant since) {}

  private final InstantSource clock;
  private volatile @Nullable State state;

  Trouble(InstantSource clock) {
    this.clock = clock;
  }

  @Nullable State state() {
    return state;
  }

  void is(String problem) {
    State before = state;
    if (before == null) {
      LOGGER.log(Level.ERROR, problem);
    }
    if (before == null || !Objects.equals(before.problem(), problem)) {
      state = new State(problem, before == null ? clock.instant() : before.since());
    }
  }

  void over() {
    State before = state;
    if (before != null) {
      LOGGER.log(Level.INFO, "over: " + before.problem());
      state = null;
    }
  }
}
