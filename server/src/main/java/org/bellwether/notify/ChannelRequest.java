package org.bellwether.notify;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellwether.finding.Owner;
import org.bellwether.finding.Severity;
import org.jspecify.annotations.Nullable;

/**
 * A channel as somebody wants it; what is left out stays as it is, or takes its default.
 *
 * @param secret see {@link Channel#check}; left out to keep the one it has
 * @param owners words such as {@code data engineering}
 * @param least {@code warning} or {@code critical}
 */
public record ChannelRequest(
    @Nullable String name,
    @Nullable String kind,
    @Nullable String target,
    @Nullable String secret,
    @Nullable List<String> owners,
    @Nullable List<String> models,
    @Nullable String least,
    @Nullable Boolean escalations,
    @Nullable Boolean active) {

  /**
   * The channel.
   *
   * @param before the channel as it is, {@code null} for a new one
   * @throws IllegalArgumentException that names the field that is missing or wrong
   */
  public Channel over(@Nullable Channel before, String id) {
    if (before == null && (name == null || kind == null)) {
      throw new IllegalArgumentException(
          (name == null ? "name" : "kind") + ": a channel needs a name and a kind");
    }
    if (before != null && kind != null && Channel.Kind.of(kind) != before.kind()) {
      throw new IllegalArgumentException("kind: cannot be changed: create another channel");
    }
    return new Channel(
        id,
        name != null ? name : before == null ? "" : before.name(),
        before != null ? before.kind() : Channel.Kind.of(String.valueOf(kind)),
        target != null ? target : before == null ? defaultTarget() : before.target(),
        owners != null ? owners(owners) : before == null ? Set.of() : before.owners(),
        models != null ? new HashSet<>(models) : before == null ? Set.of() : before.models(),
        least != null ? severity(least) : before == null ? Severity.WARNING : before.least(),
        escalations != null ? escalations : before != null && before.escalations(),
        active != null ? active : before == null || before.active());
  }

  private String defaultTarget() {
    return "pagerduty".equals(kind) ? Channel.PAGERDUTY_URL : "";
  }

  private static Severity severity(String word) {
    return switch (word) {
      case "warning" -> Severity.WARNING;
      case "critical" -> Severity.CRITICAL;
      default ->
          throw new IllegalArgumentException("least: must be warning or critical, not " + word);
    };
  }

  private static Set<Owner> owners(List<String> words) {
    Set<Owner> owners = new HashSet<>();
    for (String word : words) {
      String wanted = word.strip().toLowerCase(Locale.ROOT).replace('-', ' ').replace('_', ' ');
      owners.add(
          Arrays.stream(Owner.values())
              .filter(o -> o.word().equals(wanted))
              .findFirst()
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "owners: no owner '"
                          + word
                          + "': must be one of "
                          + Arrays.stream(Owner.values())
                              .map(Owner::word)
                              .collect(Collectors.joining(", ")))));
    }
    return owners;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "ChannelRequest[name=" + name + ", kind=" + kind + "]";
  }
}
