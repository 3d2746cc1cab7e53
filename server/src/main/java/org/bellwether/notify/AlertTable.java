package org.bellwether.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.bellwether.alert.Alert;
import org.bellwether.alert.Alerting.Change;
import org.bellwether.alert.ModelAlerts;
import org.bellwether.finding.Severity;
import org.bellwether.store.Metadata;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Alerts, their history, and what is remembered of each model, as tables. */
final class AlertTable {

  private static final int DETAIL = 4_000;

  private final JdbcClient jdbc;

  AlertTable(Metadata metadata) {
    this.jdbc = metadata.jdbc();
  }

  ModelAlerts state(String model) {
    return jdbc.sql("select state from model_alerts where model = ?")
        .param(model)
        .query(String.class)
        .optional()
        .map(text -> Documents.read(text, ModelAlerts.class))
        .orElse(ModelAlerts.none());
  }

  List<String> models() {
    return jdbc.sql("select model from model_alerts order by model").query(String.class).list();
  }

  void keep(String model, ModelAlerts state) {
    String text = Documents.write(state);
    int there =
        jdbc.sql("update model_alerts set state = ? where model = ?").params(text, model).update();
    if (there == 0) {
      jdbc.sql("insert into model_alerts (model, state) values (?, ?)")
          .params(model, text)
          .update();
    }
  }

  void keep(Alert alert) {
    int there =
        jdbc.sql(
                """
                update alert set severity = :severity, status = :status, owner = :owner,
                  content = :content where id = :id
                """)
            .param("severity", alert.severity().name())
            .param("status", alert.status().word())
            .param("owner", alert.owner().name())
            .param("content", Documents.write(alert))
            .param("id", alert.id())
            .update();
    if (there == 0) {
      jdbc.sql(
              """
              insert into alert (id, model, severity, status, owner, raised, content)
              values (:id, :model, :severity, :status, :owner, :raised, :content)
              """)
          .param("id", alert.id())
          .param("model", alert.model())
          .param("severity", alert.severity().name())
          .param("status", alert.status().word())
          .param("owner", alert.owner().name())
          .param("raised", alert.raised().atOffset(ZoneOffset.UTC))
          .param("content", Documents.write(alert))
          .update();
    }
  }

  void keep(Change change) {
    String detail = change.detail();
    jdbc.sql(
            """
            insert into alert_change (alert, at, actor, action, detail)
            values (:alert, :at, :actor, :action, :detail)
            """)
        .param("alert", change.alert())
        .param("at", change.at().atOffset(ZoneOffset.UTC))
        .param("actor", change.actor())
        .param("action", change.action())
        .param("detail", detail.length() <= DETAIL ? detail : detail.substring(0, DETAIL - 1) + "…")
        .update();
  }

  Optional<Alert> find(String id) {
    return jdbc.sql("select content from alert where id = ?")
        .param(id)
        .query(String.class)
        .optional()
        .map(text -> Documents.read(text, Alert.class));
  }

  /** Open ones first, worst first, latest first. */
  List<Alert> list(boolean resolvedToo, String model, Severity least, int limit) {
    return jdbc
        .sql(
            """
            select content from alert
            where (:all or status <> 'resolved') and (:model = '' or model = :model)
              and (:any or severity = 'CRITICAL')
            order by case when status = 'resolved' then 1 else 0 end,
              case when severity = 'CRITICAL' and status <> 'resolved' then 0 else 1 end,
              raised desc
            fetch first :limit rows only
            """)
        .param("all", resolvedToo)
        .param("model", model)
        .param("any", least != Severity.CRITICAL)
        .param("limit", limit)
        .query(String.class)
        .list()
        .stream()
        .map(text -> Documents.read(text, Alert.class))
        .toList();
  }

  List<Change> history(String alert) {
    return jdbc.sql("select * from alert_change where alert = ? order by id")
        .param(alert)
        .query(AlertTable::change)
        .list();
  }

  private static Change change(ResultSet row, int number) throws SQLException {
    return new Change(
        instant(row, "at"),
        row.getString("alert"),
        row.getString("actor"),
        row.getString("action"),
        row.getString("detail"));
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
