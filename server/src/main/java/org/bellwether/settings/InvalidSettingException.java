package org.bellwether.settings;

/** A setting that cannot be used; the message says where it stands and what to do. */
public final class InvalidSettingException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  public InvalidSettingException(String message) {
    super(message);
  }
}
