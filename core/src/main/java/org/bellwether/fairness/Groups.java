package org.bellwether.fairness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bellwether.profile.Outcomes;
import org.bellwether.profile.Profile;
import org.bellwether.profile.Slice;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Role;
import org.bellwether.schema.Segment;

/** The protected groups of a profile, by attribute or intersection of attributes. */
final class Groups {

  private Groups() {}

  /**
   * Slices of protected groups by the columns they are made of.
   *
   * @return by "sex" or "race × sex", each with its groups in order
   */
  static Map<String, List<Slice>> of(Profile profile) {
    Set<String> columns =
        profile.schema().withRole(Role.PROTECTED).stream()
            .map(ColumnSchema::name)
            .collect(Collectors.toSet());
    Map<String, List<Slice>> groups = new LinkedHashMap<>();
    for (Segment segment : new TreeSet<>(profile.segments())) {
      Slice slice = profile.slice(segment);
      if (slice != null && columns.containsAll(segment.values().keySet())) {
        String attribute = String.join(" × ", segment.values().keySet());
        groups.computeIfAbsent(attribute, a -> new ArrayList<>()).add(slice);
      }
    }
    return groups;
  }

  static boolean isBinary(List<Slice> groups) {
    return groups.stream().allMatch(g -> g.outcomes() instanceof Outcomes.Binary);
  }
}
