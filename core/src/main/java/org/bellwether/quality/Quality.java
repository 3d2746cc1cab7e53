package org.bellwether.quality;

import java.util.ArrayList;
import java.util.List;
import org.bellwether.finding.Measurement;
import org.bellwether.profile.Profile;

/** Whether a table is what the reference leads to expect, before any model sees it. */
public final class Quality {

  /** Every quality measure of the current profile against the reference. */
  public List<Measurement> measure(Profile reference, Profile current) {
    List<Measurement> all = new ArrayList<>(SchemaChanges.measure(reference, current));
    return all;
  }
}
