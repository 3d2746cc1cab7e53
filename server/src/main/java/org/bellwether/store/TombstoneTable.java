package org.bellwether.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** The tombstones, in the SQL database. */
final class TombstoneTable {

  private static final int LONGEST_PROBLEM = 1000;

  private final Metadata metadata;

  TombstoneTable(Metadata metadata) {
    this.metadata = metadata;
  }

  /** All of them, latest first. */
  List<Tombstone> all() {
    return metadata
        .jdbc()
        .sql("select * from erasure order by id desc")
        .query(TombstoneTable::tombstone)
        .list();
  }

  Tombstone insert(
      String subjectHash, String keptHash, @Nullable String model, String actor, Instant now) {
    GeneratedKeyHolder id = new GeneratedKeyHolder();
    metadata
        .jdbc()
        .sql(
            """
            insert into erasure (subject_hash, kept_hash, model, ordered, ordered_by,
              predictions, labels, feedback, problem)
            values (:subject, :kept, :model, :ordered, :by, 0, 0, 0, '')
            """)
        .param("subject", subjectHash)
        .param("kept", keptHash)
        .param("model", model)
        .param("ordered", now.atOffset(ZoneOffset.UTC))
        .param("by", actor)
        .update(id, "id");
    Number number = id.getKey();
    if (number == null) {
      throw new IllegalStateException("the database gave an erasure no id");
    }
    return new Tombstone(
        number.longValue(), subjectHash, keptHash, model, now, actor, Deleted.NONE, null, "");
  }

  void count(long id, Deleted more) {
    metadata
        .jdbc()
        .sql(
            """
            update erasure set predictions = predictions + :p, labels = labels + :l,
              feedback = feedback + :f where id = :id
            """)
        .params(Map.of("p", more.predictions(), "l", more.labels(), "f", more.feedback(), "id", id))
        .update();
  }

  void finish(long id, Instant now) {
    metadata
        .jdbc()
        .sql("update erasure set finished = :now, problem = '' where id = :id")
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("id", id)
        .update();
  }

  void problem(long id, String problem) {
    metadata
        .jdbc()
        .sql("update erasure set problem = :problem where id = :id")
        .param(
            "problem",
            problem.length() > LONGEST_PROBLEM ? problem.substring(0, LONGEST_PROBLEM) : problem)
        .param("id", id)
        .update();
  }

  static Tombstone tombstone(ResultSet row, int number) throws SQLException {
    OffsetDateTime finished = row.getObject("finished", OffsetDateTime.class);
    return new Tombstone(
        row.getLong("id"),
        row.getString("subject_hash"),
        row.getString("kept_hash"),
        row.getString("model"),
        row.getObject("ordered", OffsetDateTime.class).toInstant(),
        row.getString("ordered_by"),
        new Deleted(row.getLong("predictions"), row.getLong("labels"), row.getLong("feedback")),
        finished == null ? null : finished.toInstant(),
        row.getString("problem"));
  }
}
