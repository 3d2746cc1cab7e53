package org.bellwether.cli;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.bellwether.check.TableSummary;
import org.bellwether.files.TableReader;
import org.bellwether.files.UnreadableTableException;
import org.bellwether.profile.Profile;
import org.bellwether.profile.ProfileOptions;

/**
 * A table that was read.
 *
 * @param summary what the reader of a report must know of it
 * @param profile its summary
 */
record ProfiledTable(TableSummary summary, Profile profile) {

  static ProfiledTable read(TableReader reader, ProfileOptions options) {
    AtomicReference<Profile> profile = new AtomicReference<>();
    TableReader.Reading reading =
        reader.read(schema -> {
          Profile fresh = Profile.create(schema, options);
          profile.set(fresh);
          return fresh::accept;
        });
    if (reading.rows() == 0) {
      throw new UnreadableTableException(
          reader.name()
              + ": the table has no rows that can be read. A check needs at least one row.");
    }
    Profile read = Objects.requireNonNull(profile.getAndSet(null)).withoutRows();
    TableSummary summary =
        new TableSummary(reader.name(), reading.rows(), reading.skippedRows(), reading.notes());
    return new ProfiledTable(LabelNotes.add(summary, read), read);
  }
}
