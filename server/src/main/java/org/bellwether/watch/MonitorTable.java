package org.bellwether.watch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bellwether.files.WrongSettingException;
import org.bellwether.store.AuditLog;
import org.bellwether.store.Json;
import org.bellwether.store.Metadata;

/** How each model is watched, with every earlier version of that, who wrote it and why. */
public final class MonitorTable {

  private static final int MOST_CHARACTERS = 100_000;

  /**
   * A version of a model's settings.
   *
   * @param number from 1; 0 for the defaults, which nobody wrote
   * @param yaml as it was written
   */
  public record Version(int number, Instant made, String author, String reason, String yaml) {}

  /** The settings that count now. */
  public record Current(int number, MonitorSettings settings) {}

  private final Metadata metadata;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Map<String, Current> current = new ConcurrentHashMap<>();

  public MonitorTable(Metadata metadata, AuditLog audit, InstantSource clock) {
    this.metadata = metadata;
    this.audit = audit;
    this.clock = clock;
  }

  /** What counts for a model; the defaults where nobody wrote anything. */
  public Current current(String model) {
    return current.computeIfAbsent(
        model,
        m -> {
          List<Version> latest = versions(m, 1);
          return latest.isEmpty()
              ? new Current(0, MonitorSettings.defaults())
              : new Current(latest.get(0).number(), MonitorYaml.read(latest.get(0).yaml()));
        });
  }

  /** The versions of a model's settings, latest first. */
  public List<Version> versions(String model, int most) {
    return metadata
        .jdbc()
        .sql(
            """
            select number, made, author, reason, content from monitor_setting
            where model = :model order by number desc limit :most
            """)
        .param("model", model)
        .param("most", most)
        .query(MonitorTable::version)
        .list();
  }

  private static Version version(ResultSet row, int index) throws SQLException {
    return new Version(
        row.getInt("number"),
        row.getObject("made", OffsetDateTime.class).toInstant(),
        row.getString("author"),
        row.getString("reason"),
        row.getString("content"));
  }

  /**
   * Replaces a model's settings.
   *
   * @throws WrongSettingException if they are wrong; nothing is changed then
   */
  public synchronized Version replace(String model, String yaml, String author, String reason) {
    if (yaml.length() > MOST_CHARACTERS) {
      throw new WrongSettingException(
          "a monitor has at most " + MOST_CHARACTERS + " characters, not " + yaml.length() + ".");
    }
    MonitorYaml.read(yaml);
    Version[] made = new Version[1];
    audit.record(() -> {
      List<Version> before = versions(model, 1);
      Version version =
          new Version(
              before.isEmpty() ? 1 : before.get(0).number() + 1,
              clock.instant(),
              author,
              reason,
              yaml);
      metadata
          .jdbc()
          .sql(
              """
              insert into monitor_setting (model, number, made, author, reason, content)
              values (:model, :number, :made, :author, :reason, :content)
              """)
          .param("model", model)
          .param("number", version.number())
          .param("made", version.made().atOffset(ZoneOffset.UTC))
          .param("author", author)
          .param("reason", reason)
          .param("content", yaml)
          .update();
      made[0] = version;
      return new AuditLog.Change(
          author,
          "monitor.change",
          "model:" + model,
          before.isEmpty() ? null : Json.of(before.get(0)),
          Json.of(version));
    });
    current.remove(model);
    return made[0];
  }
}
