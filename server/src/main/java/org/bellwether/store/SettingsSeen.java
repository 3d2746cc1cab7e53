package org.bellwether.store;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** The settings of the last start, so that a change of them is audited at the next. */
public final class SettingsSeen {

  private static final int LONGEST = 4096;

  private final Metadata metadata;
  private final AuditLog audit;

  public SettingsSeen(Metadata metadata, AuditLog audit) {
    this.metadata = metadata;
    this.audit = audit;
  }

  /** Compares with the last start and records what is different; settings hold no secret. */
  public void record(Map<String, String> settings) {
    Map<String, String> last = new TreeMap<>();
    metadata
        .jdbc()
        .sql("select name, content from setting_seen")
        .query(row -> {
          last.put(row.getString("name"), row.getString("content"));
        });
    Map<String, String> before = new TreeMap<>();
    Map<String, String> after = new TreeMap<>();
    TreeSet<String> names = new TreeSet<>(last.keySet());
    names.addAll(settings.keySet());
    for (String name : names) {
      String now = settings.containsKey(name) ? shortened(settings.get(name)) : null;
      if (!Objects.equals(last.get(name), now)) {
        if (last.containsKey(name)) {
          before.put(name, last.get(name));
        }
        if (now != null) {
          after.put(name, now);
        }
      }
    }
    if (before.isEmpty() && after.isEmpty()) {
      return;
    }
    audit.record(() -> {
      names.forEach(this::delete);
      settings.forEach((name, content) ->
          metadata
              .jdbc()
              .sql("insert into setting_seen (name, content) values (?, ?)")
              .params(name, shortened(content))
              .update());
      return new AuditLog.Change(
          "operator",
          "settings.change",
          "settings",
          before.isEmpty() ? null : Json.of(before),
          Json.of(after));
    });
  }

  private void delete(String name) {
    metadata.jdbc().sql("delete from setting_seen where name = ?").param(name).update();
  }

  private static String shortened(String content) {
    return content.length() > LONGEST ? content.substring(0, LONGEST) : content;
  }
}
