package org.bellwether.watch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.bellwether.profile.Profile;
import org.bellwether.store.AuditLog;
import org.bellwether.store.Json;
import org.bellwether.store.Metadata;
import org.jspecify.annotations.Nullable;

/** The training data of versions, as profiles without rows. */
public final class TrainingTable {

  /** Most bytes of a profile, as it comes. */
  public static final int MOST_BYTES = 256 << 20;

  /**
   * What is known of a version's training data.
   *
   * @param rows of the table
   * @param source where they came from, such as {@code upload} or {@code mlflow run 7f3a}
   */
  public record Training(
      String model, String version, Instant made, String author, String source, long rows) {}

  private final Metadata metadata;
  private final AuditLog audit;
  private final WindowTable windows;
  private final InstantSource clock;

  public TrainingTable(
      Metadata metadata, AuditLog audit, WindowTable windows, InstantSource clock) {
    this.metadata = metadata;
    this.audit = audit;
    this.windows = windows;
    this.clock = clock;
  }

  /**
   * Makes a profile the training baseline of a version, in the place of an earlier one. Its rows,
   * if it has any, are not kept.
   *
   * @param version of the model, empty for predictions that do not say
   * @param author who says so
   * @param source where it came from
   * @throws IllegalArgumentException if the profile has no rows
   */
  public Training keep(
      String model, String version, Profile training, String author, String source) {
    if (training.rows() == 0) {
      throw new IllegalArgumentException(
          "the training data have no rows: nothing can be compared with them");
    }
    Profile thin = PlanMaker.thin(training);
    String content = Base64.getEncoder().encodeToString(deflated(thin.toBytes()));
    long series = windows.series(model, version);
    Training made = new Training(model, version, clock.instant(), author, source, training.rows());
    audit.record(() -> {
      metadata.jdbc().sql("delete from training_baseline where series = ?").param(series).update();
      metadata
          .jdbc()
          .sql(
              """
              insert into training_baseline (series, made, author, source, row_count, content)
              values (:series, :made, :author, :source, :rows, :content)
              """)
          .param("series", series)
          .param("made", made.made().atOffset(ZoneOffset.UTC))
          .param("author", author)
          .param("source", source)
          .param("rows", made.rows())
          .param("content", content)
          .update();
      return new AuditLog.Change(
          author, "baseline.keep", "model:" + model + ":" + version, null, Json.of(made));
    });
    return made;
  }

  /** What is known of a version's training data, {@code null} without any. */
  public @Nullable Training of(String model, String version) {
    return metadata
        .jdbc()
        .sql(
            """
            select v.model, v.version, t.made, t.author, t.source, t.row_count
            from training_baseline t join watched_version v on v.id = t.series
            where v.model = :model and v.version = :version
            """)
        .param("model", model)
        .param("version", version)
        .query(TrainingTable::training)
        .optional()
        .orElse(null);
  }

  private static Training training(ResultSet row, int index) throws SQLException {
    return new Training(
        row.getString("model"),
        row.getString("version"),
        row.getObject("made", OffsetDateTime.class).toInstant(),
        row.getString("author"),
        row.getString("source"),
        row.getLong("row_count"));
  }

  /** When a series got its training data, and their profile. */
  record Kept(Instant made, Profile profile) {}

  /** When a version got its training data; {@code null} without any. */
  @Nullable Instant made(long series) {
    return metadata
        .jdbc()
        .sql("select made from training_baseline where series = ?")
        .param(series)
        .query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant())
        .optional()
        .orElse(null);
  }

  /** The profile of a version's training data; {@code null} without any. */
  @Nullable Profile profile(long series) {
    return metadata
        .jdbc()
        .sql("select content from training_baseline where series = ?")
        .param(series)
        .query((row, n) -> row.getString(1))
        .optional()
        .map(text -> Profile.fromBytes(inflated(Base64.getDecoder().decode(text))))
        .orElse(null);
  }

  private static byte[] deflated(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream to = new DeflaterOutputStream(out)) {
      to.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] inflated(byte[] bytes) {
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
