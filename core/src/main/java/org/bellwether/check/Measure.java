package org.bellwether.check;

import java.util.List;
import org.bellwether.finding.Measurement;
import org.bellwether.profile.Profile;

/**
 * Measures one profile against another. What the check itself does not bring, such as a test that
 * needs a learner, is added to it as one of these.
 */
@FunctionalInterface
public interface Measure {

  /**
   * Measures the current profile against the reference.
   *
   * @param reference profile compared with
   * @param current profile judged
   * @return what was measured; a stochastic check that finds nothing to say still returns its
   *     measurement, since the family must not depend on what the data happen to show
   */
  List<Measurement> measure(Profile reference, Profile current);
}
