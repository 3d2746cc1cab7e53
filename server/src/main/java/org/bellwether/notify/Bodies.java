package org.bellwether.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bellwether.finding.Severity;
import org.bellwether.render.SeverityMark;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Messages as each kind of channel wants them. */
final class Bodies {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Most characters that PagerDuty takes of a summary. */
  private static final int SUMMARY = 1_024;

  /** Without an end Alertmanager forgets an alert after minutes; nobody tells it again. */
  private static final Duration FIRING = Duration.ofDays(30);

  private static final Duration TEST_FIRING = Duration.ofMinutes(5);

  private Bodies() {}

  /** First line of a message, such as {@code ■ critical: credit 3: …}. */
  static String headline(Message message) {
    return SeverityMark.shape(message.severity())
        + " "
        + (message.reason().equals("raised") ? "" : message.reason() + ", ")
        + SeverityMark.word(message.severity())
        + ": "
        + message.title();
  }

  /** Slack's incoming webhooks, and what imitates them. */
  static String slack(Message message, String link) {
    ObjectNode body = JSON.createObjectNode().put("text", escaped(headline(message)));
    ArrayNode blocks = body.putArray("blocks");
    section(blocks, "*" + escaped(headline(message)) + "*");
    section(blocks, escaped(message.text()) + "\n" + escaped(who(message)));
    section(blocks, "<" + link + "|Open in Bellwether>");
    return JSON.writeValueAsString(body);
  }

  private static void section(ArrayNode blocks, String text) {
    blocks
        .addObject()
        .put("type", "section")
        .putObject("text")
        .put("type", "mrkdwn")
        .put("text", text.length() <= 3_000 ? text : text.substring(0, 2_999) + "…");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String who(Message message) {
    return (message.owners().isEmpty() ? "" : "For " + String.join(", ", message.owners()) + ".")
        + (message.assignee().isEmpty() ? "" : " Assigned to " + message.assignee() + ".");
  }

  /** Microsoft Teams' workflows: an adaptive card. */
  static String teams(Message message, String link) {
    ObjectNode body = JSON.createObjectNode().put("type", "message");
    ObjectNode card =
        body.putArray("attachments")
            .addObject()
            .put("contentType", "application/vnd.microsoft.card.adaptive")
            .putObject("content")
            .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
            .put("type", "AdaptiveCard")
            .put("version", "1.4");
    ArrayNode blocks = card.putArray("body");
    for (String text : List.of(headline(message), message.text(), who(message))) {
      if (!text.isEmpty()) {
        blocks
            .addObject()
            .put("type", "TextBlock")
            .put("text", text)
            .put("wrap", true)
            .put("weight", blocks.isEmpty() ? "Bolder" : "Default");
      }
    }
    card.putArray("actions")
        .addObject()
        .put("type", "Action.OpenUrl")
        .put("title", "Open in Bellwether")
        .put("url", link);
    return JSON.writeValueAsString(body);
  }

  /**
   * PagerDuty's Events API, version 2.
   *
   * @param ends whether it resolves the incident instead of opening it
   */
  static String pagerDuty(Message message, String link, String routingKey, boolean ends) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("routing_key", routingKey)
            .put("event_action", ends ? "resolve" : "trigger")
            .put("dedup_key", "bellwether-" + (message.isTest() ? "test" : message.alert()));
    String summary = message.title();
    body.putObject("payload")
        .put("summary", summary.length() <= SUMMARY ? summary : summary.substring(0, SUMMARY))
        .put("source", message.model())
        .put("severity", message.severity() == Severity.CRITICAL ? "critical" : "warning")
        .put("timestamp", message.since().toString())
        .put("group", String.join(", ", message.owners()))
        .putObject("custom_details")
        .put("text", message.text())
        .put("reason", message.reason())
        .put("version", message.version());
    body.put("client", "Bellwether").put("client_url", link);
    body.putArray("links").addObject().put("href", link).put("text", "Open in Bellwether");
    return JSON.writeValueAsString(body);
  }

  /**
   * Alertmanager's API, version 2. The severity is a label, so that a worse one is another alert
   * there: the milder one ends.
   */
  static String alertmanager(Message message, String link) {
    ArrayNode body = JSON.createArrayNode();
    alertmanager(
        body,
        message,
        message.severity(),
        message.isResolved()
            ? message.at()
            : message.at().plus(message.isTest() ? TEST_FIRING : FIRING),
        link);
    if (message.severity() == Severity.CRITICAL) {
      alertmanager(body, message, Severity.WARNING, message.at(), link);
    }
    return JSON.writeValueAsString(body);
  }

  private static void alertmanager(
      ArrayNode body, Message message, Severity severity, Instant end, String link) {
    ObjectNode one = body.addObject();
    ObjectNode labels =
        one.putObject("labels")
            .put("alertname", message.isTest() ? "BellwetherTest" : "Bellwether")
            .put("alert_id", message.alert())
            .put("model", message.model())
            .put("severity", SeverityMark.word(severity));
    if (!message.version().isEmpty()) {
      labels.put("version", message.version());
    }
    one.putObject("annotations")
        .put("summary", message.title())
        .put("description", message.text())
        .put("owners", String.join(", ", message.owners()));
    // An end must not lie before the start.
    Instant start = message.since().isBefore(end) ? message.since() : end.minusSeconds(1);
    one.put("startsAt", start.toString()).put("endsAt", end.toString()).put("generatorURL", link);
  }

  /** For programs of one's own. */
  static String webhook(Message message, String link) {
    ObjectNode body = (ObjectNode) JSON.valueToTree(message);
    return JSON.writeValueAsString(
        body.put("severity", SeverityMark.word(message.severity())).put("link", link));
  }
}
