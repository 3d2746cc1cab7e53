package org.bellwether.files;

import org.bellwether.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a table is read.
 *
 * @param roles what the caller says of the columns
 * @param declared the schema file's content, {@code null} to infer everything
 * @param like a schema to follow where the values allow it, usually the reference's
 * @param onBadRow what to do with a row that cannot be read
 * @param progress told of every batch
 */
public record ReadOptions(
    Roles roles,
    @Nullable DeclaredSchema declared,
    @Nullable Schema like,
    OnBadRow onBadRow,
    Progress progress) {

  /** What to do with a row that cannot be read. */
  public enum OnBadRow {
    /** Stop, naming the row. */
    FAIL,
    /** Leave it out, count it and say so. */
    SKIP
  }

  public static ReadOptions defaults() {
    return new ReadOptions(Roles.NONE, null, null, OnBadRow.FAIL, Progress.NONE);
  }

  public ReadOptions withRoles(Roles said) {
    return new ReadOptions(said, declared, like, onBadRow, progress);
  }

  public ReadOptions withDeclared(@Nullable DeclaredSchema schema) {
    return new ReadOptions(roles, schema, like, onBadRow, progress);
  }

  public ReadOptions withLike(@Nullable Schema schema) {
    return new ReadOptions(roles, declared, schema, onBadRow, progress);
  }

  public ReadOptions withOnBadRow(OnBadRow what) {
    return new ReadOptions(roles, declared, like, what, progress);
  }

  public ReadOptions withProgress(Progress listener) {
    return new ReadOptions(roles, declared, like, onBadRow, listener);
  }
}
