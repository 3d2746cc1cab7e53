package org.bellwether.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** The latest lines that were refused, with the reasons; the oldest make room. */
public final class RefusedLines {

  /** Most lines that are kept of one model, and of lines that name no known one. */
  public static final int MOST = 1_000;

  /**
   * A line that was refused.
   *
   * @param model that the line names, empty where it does not say or none of that name is
   *     registered
   * @param line number in its batch, from 1
   * @param field that is wrong, empty where the whole line is meant
   * @param reason what is wrong and what to do
   */
  public record Line(Instant received, String model, long line, String field, String reason) {}

  private final Metadata metadata;

  public RefusedLines(Metadata metadata) {
    this.metadata = metadata;
  }

  /** Keeps lines. */
  public void keep(List<Line> lines) {
    if (lines.isEmpty()) {
      return;
    }
    metadata.inTransaction(() -> {
      lines.forEach(this::insert);
      lines.stream().map(Line::model).distinct().forEach(this::trim);
      return lines.size();
    });
  }

  private void insert(Line line) {
    metadata
        .jdbc()
        .sql(
            """
            insert into refused_line (received, model, line, field, reason)
            values (:received, :model, :line, :field, :reason)
            """)
        .param("received", line.received().atOffset(ZoneOffset.UTC))
        .param("model", cut(line.model(), 256))
        .param("line", line.line())
        .param("field", cut(line.field(), 300))
        .param("reason", cut(line.reason(), 1000))
        .update();
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  private void trim(String model) {
    metadata
        .jdbc()
        .sql(
            """
            delete from refused_line where model = :model and id <= coalesce((
              select id from refused_line where model = :model
              order by id desc offset :most rows fetch first 1 row only), 0)
            """)
        .param("model", cut(model, 256))
        .param("most", MOST)
        .update();
  }

  /** The latest of a model, latest first; of the empty name those that name no model. */
  public List<Line> latest(String model, int limit) {
    return metadata
        .jdbc()
        .sql(
            """
            select received, model, line, field, reason from refused_line
            where model = :model order by id desc fetch first :limit rows only
            """)
        .param("model", model)
        .param("limit", limit)
        .query(RefusedLines::line)
        .list();
  }

  /** How many lines of a model are kept that were refused since a moment. */
  public int countSince(String model, Instant since) {
    return metadata
        .jdbc()
        .sql("select count(*) from refused_line where model = :model and received >= :since")
        .param("model", model)
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(Integer.class)
        .single();
  }

  private static Line line(ResultSet row, int number) throws SQLException {
    return new Line(
        row.getObject("received", OffsetDateTime.class).toInstant(),
        row.getString("model"),
        row.getLong("line"),
        row.getString("field"),
        row.getString("reason"));
  }
}
