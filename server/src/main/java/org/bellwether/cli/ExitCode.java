package org.bellwether.cli;

/** What the exit codes of every command mean. */
final class ExitCode {

  static final int FINE = 0;

  /** The verdict is at or above {@code --fail-on}. */
  static final int VERDICT = 1;

  static final int WRONG_USAGE = 2;
  static final int UNREADABLE_DATA = 3;

  /** An error that is ours, not the user's. */
  static final int INTERNAL_ERROR = 4;

  private ExitCode() {}
}
