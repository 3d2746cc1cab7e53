package org.bellwether.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.bellwether.registry.Model;

/** The business units that models belong to and roles are granted in. */
public final class UnitTable {

  private final Metadata metadata;
  private final AuditLog audit;

  public UnitTable(Metadata metadata, AuditLog audit) {
    this.metadata = metadata;
    this.audit = audit;
  }

  public List<String> all() {
    return metadata
        .jdbc()
        .sql("select name from business_unit order by name")
        .query(String.class)
        .list();
  }

  public boolean exists(String name) {
    return metadata
            .jdbc()
            .sql("select count(*) from business_unit where name = ?")
            .param(name)
            .query(Long.class)
            .single()
        > 0;
  }

  /**
   * Creates a unit unless it is there.
   *
   * @param actor who does it, for the audit log
   * @throws IllegalArgumentException if the name cannot be one
   */
  public void create(String name, String actor, Instant now) {
    Model.named("any", name, now);
    if (exists(name)) {
      return;
    }
    audit.record(() -> {
      metadata
          .jdbc()
          .sql("insert into business_unit (name, created) values (?, ?)")
          .params(name, now.atOffset(ZoneOffset.UTC))
          .update();
      return new AuditLog.Change(actor, "unit.create", "unit:" + name, null, null);
    });
  }
}
