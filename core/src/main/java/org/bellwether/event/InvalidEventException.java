package org.bellwether.event;

/** An event that cannot be taken; its message tells the sender which field and why. */
public final class InvalidEventException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final String field;

  /**
   * Refuses one field.
   *
   * @param field as the sender knows it, such as {@code features.income}
   * @param reason what is wrong with it and what to do, without the field's name
   */
  public InvalidEventException(String field, String reason) {
    super(reason);
    this.field = field;
  }

  public String field() {
    return field;
  }
}
