package org.bellwether.files;

/** A flag or a line of a schema file contradicts the table, or itself; the message names both. */
public final class WrongSettingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public WrongSettingException(String message) {
    super(message);
  }

  public WrongSettingException(String message, Throwable cause) {
    super(message, cause);
  }
}
