package org.bellwether.watch;

import java.nio.file.Path;
import org.bellwether.files.DuckDb;
import org.bellwether.files.ReadOptions;
import org.bellwether.files.Roles;
import org.bellwether.files.TableReader;
import org.bellwether.files.UnreadableTableException;
import org.bellwether.files.WrongSettingException;
import org.bellwether.profile.Profile;
import org.bellwether.profile.ProfileOptions;

/** A training table as a profile. */
public final class TrainingUpload {

  /** Bytes of rows that are held in memory while bin edges are found. */
  private static final long BUDGET = 64L << 20;

  private TrainingUpload() {}

  /**
   * Reads a table.
   *
   * @param file CSV, Parquet or NDJSON
   * @param roles what its columns are for
   * @throws UnreadableTableException if it cannot be read; the message names the row
   * @throws WrongSettingException if the roles do not fit the table
   */
  public static Profile read(Path file, Roles roles) {
    try (DuckDb duckDb = DuckDb.open()) {
      TableReader reader =
          TableReader.open(file.toString(), duckDb, ReadOptions.defaults().withRoles(roles));
      Profile[] profile = new Profile[1];
      reader.read(schema -> {
        profile[0] =
            Profile.create(
                schema,
                ProfileOptions.defaults()
                    .withExactBudgetBytes(BUDGET)
                    .withSampleSize(0)
                    .withMaxSlices(PlanMaker.SEGMENTS));
        return profile[0]::accept;
      });
      return profile[0];
    }
  }
}
