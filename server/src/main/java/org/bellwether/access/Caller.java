package org.bellwether.access;

import java.security.Principal;
import java.util.Map;
import java.util.Set;

/**
 * Who makes a request, as of now.
 *
 * @param actor for the audit log, such as {@code user:ann} or {@code token:ci (k3v9)}
 * @param grants role by business unit; {@link #EVERY_UNIT} stands for all of them
 * @param scopes what the request may be about
 */
public record Caller(String actor, Map<String, Role> grants, Set<Scope> scopes)
    implements Principal {

  /** Stands for every business unit, present and future. */
  public static final String EVERY_UNIT = "*";

  public Caller {
    grants = Map.copyOf(grants);
    scopes = Set.copyOf(scopes);
  }

  @Override
  public String getName() {
    return actor;
  }

  /** Whether the caller has one of these roles in at least one unit. */
  public boolean may(Set<Role> roles) {
    return grants.values().stream().anyMatch(roles::contains);
  }

  /** Whether the caller has one of these roles in a unit. */
  public boolean may(Set<Role> roles, String unit) {
    Role everywhere = grants.get(EVERY_UNIT);
    Role here = grants.get(unit);
    return (everywhere != null && roles.contains(everywhere))
        || (here != null && roles.contains(here));
  }

  /** Whether the caller has any role in a unit. */
  public boolean reaches(String unit) {
    return grants.containsKey(EVERY_UNIT) || grants.containsKey(unit);
  }
}
