package org.bellwether.notify;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellwether.alert.Notification;
import org.bellwether.finding.Owner;
import org.bellwether.finding.Severity;

/**
 * A way to people, and which alerts go it. Its secret is kept apart.
 *
 * @param id unique
 * @param name as people call it, unique
 * @param target addresses of e-mail with commas, or a URL; of Slack and Teams the host alone, since
 *     the URL is the secret
 * @param owners whose alerts it takes; empty for everyone's
 * @param models whose alerts it takes; empty for all
 * @param least least severity that it takes, warning or critical
 * @param escalations whether it takes only what nobody answered
 * @param active whether anything is sent
 */
public record Channel(
    String id,
    String name,
    Kind kind,
    String target,
    Set<Owner> owners,
    Set<String> models,
    Severity least,
    boolean escalations,
    boolean active) {

  /** What receives. */
  public enum Kind {
    EMAIL,
    SLACK,
    TEAMS,
    WEBHOOK,
    PAGERDUTY,
    ALERTMANAGER;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its URL is all that is needed to send, and so a secret. */
    boolean isUrlSecret() {
      return this == SLACK || this == TEAMS;
    }

    /** Whether its secret is handed to its target. */
    boolean isSecretSent() {
      return this == PAGERDUTY || this == ALERTMANAGER;
    }

    /**
     * The kind of a word.
     *
     * @throws IllegalArgumentException if there is none; the message lists all
     */
    public static Kind of(String word) {
      return Arrays.stream(values())
          .filter(k -> k.word().equals(word))
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "kind: no channel '"
                      + word
                      + "': must be one of "
                      + Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "))));
    }
  }

  static final String PAGERDUTY_URL = "https://events.pagerduty.com/v2/enqueue";

  public Channel {
    owners = Set.copyOf(owners);
    models = Set.copyOf(models);
    name = name.strip();
    target = target.strip();
    if (name.isEmpty() || name.length() > 100) {
      throw new IllegalArgumentException("name: a channel needs one of 1 to 100 characters");
    }
    if (least != Severity.WARNING && least != Severity.CRITICAL) {
      throw new IllegalArgumentException("least: must be warning or critical");
    }
  }

  /**
   * Checks what a person entered.
   *
   * @param secret of Slack and Teams the URL, of a webhook the key it is signed with, of PagerDuty
   *     the routing key, of Alertmanager a bearer token or nothing
   * @throws IllegalArgumentException that names the field
   */
  void check(String secret) {
    switch (kind) {
      case EMAIL -> {
        if (!target.matches("[^\\s@,]+@[^\\s@,]+(\\s*,\\s*[^\\s@,]+@[^\\s@,]+)*")) {
          throw new IllegalArgumentException(
              "target: must be e-mail addresses with commas between them, not '" + target + "'");
        }
      }
      case SLACK, TEAMS -> url("secret", secret);
      case WEBHOOK -> {
        url("target", target);
        if (secret.length() < 16) {
          throw new IllegalArgumentException(
              "secret: the key that messages are signed with needs 16 characters or more");
        }
      }
      case PAGERDUTY -> {
        url("target", target);
        if (secret.isEmpty()) {
          throw new IllegalArgumentException("secret: PagerDuty needs its routing key");
        }
        token(secret);
      }
      case ALERTMANAGER -> {
        url("target", target);
        token(secret);
      }
    }
  }

  /** Refuses what no header can hold; the message repeats nothing of it. */
  private static void token(String secret) {
    if (!secret.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw new IllegalArgumentException(
          "secret: has a space, a line break or a character that is not ASCII: enter the key alone");
    }
  }

  /** The URL of a text. */
  static URI url(String field, String text) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Its message holds the text, which may be a secret.
      throw new IllegalArgumentException(field + ": is no URL");
    }
    throw new IllegalArgumentException(
        field + ": must be a URL that begins with https:// or http://, without a user in it");
  }

  /** Whether it takes a notification. */
  boolean takes(Notification notification) {
    boolean escalated = notification.reason() == Notification.Reason.ESCALATED;
    boolean resolved = notification.reason() == Notification.Reason.RESOLVED;
    return active
        && (!escalations || escalated || resolved)
        && notification.alert().severity().atLeast(least)
        && (owners.isEmpty() || notification.to().stream().anyMatch(owners::contains))
        && (models.isEmpty() || models.contains(notification.alert().model()));
  }
}
