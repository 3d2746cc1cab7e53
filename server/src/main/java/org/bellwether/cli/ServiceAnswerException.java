package org.bellwether.cli;

/** A running service refused what a command asked for; the message is its own. */
final class ServiceAnswerException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ServiceAnswerException(String message) {
    super(message);
  }
}
