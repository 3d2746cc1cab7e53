package org.bellwether.finding;

import java.util.Locale;

/** Who should look at a finding. */
public enum Owner {
  DATA_ENGINEERING,
  MODEL_TEAM,
  PRODUCT,
  RISK;

  /** The words used in files and messages, such as {@code data engineering}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
