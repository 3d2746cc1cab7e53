package org.bellwether.watch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bellwether.profile.Layout;
import org.bellwether.profile.Profile;
import org.bellwether.profile.ProfileOptions;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Schema;
import org.bellwether.store.RowColumn;
import org.bellwether.store.WindowRows;

/**
 * How windows of one version are summed up, so that they compare and combine: columns, bin edges
 * and segments. A new plan replaces the last when columns appear, settings change or more rows tell
 * the edges better; windows of an older plan are read from their events again when needed.
 *
 * @param number of the plan, from 1
 * @param schema the watched columns
 * @param sources where each column's values come from
 * @param layout bin edges and segments
 * @param eventColumns how many columns the model's events had
 * @param rows that the edges were told from
 * @param settings version of the monitor's settings
 * @param training when the version got its training data, in microseconds since 1970; 0 without any
 */
record WatchPlan(
    int number,
    Schema schema,
    List<RowColumn> sources,
    Layout layout,
    int eventColumns,
    long rows,
    int settings,
    long training) {

  WatchPlan {
    sources = List.copyOf(sources);
  }

  /** Counts alone: no row of a window is kept in its profile. */
  ProfileOptions options() {
    return ProfileOptions.defaults().withExactBudgetBytes(0).withSampleSize(0).withLayout(layout);
  }

  /** A profile of no rows. */
  Profile empty() {
    return Profile.create(schema, options());
  }

  /** A profile of no rows yet that counts no segments, for the pooled windows of a stratum. */
  Profile emptyWhole() {
    return Profile.create(
        schema,
        options()
            .withLayout(
                new Layout(layout.edges(), layout.outcomeEdges(), layout.cuts(), List.of())));
  }

  /** The profile of a version's predictions in a span, with the labels that have come. */
  Profile read(WindowRows rows, String version, Instant from, Instant to) {
    Profile profile = empty();
    rows.read(version, from, to, sources, profile::accept);
    return profile;
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(number);
      out.writeInt(eventColumns);
      out.writeLong(rows);
      out.writeInt(settings);
      out.writeLong(training);
      out.writeInt(sources.size());
      for (RowColumn source : sources) {
        out.writeUTF(source.sql());
        out.writeUTF(source.type().name());
      }
      out.write(empty().toBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The plan that {@link #toBytes} wrote.
   *
   * @throws IOException if the bytes are none
   */
  static WatchPlan fromBytes(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int number = in.readInt();
      int eventColumns = in.readInt();
      long rows = in.readLong();
      int settings = in.readInt();
      long training = in.readLong();
      int n = in.readInt();
      List<RowColumn> sources = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        sources.add(new RowColumn(in.readUTF(), ColumnType.valueOf(in.readUTF())));
      }
      Profile profile = Profile.fromBytes(in.readAllBytes());
      Layout layout = profile.options().layout();
      if (layout == null) {
        throw new IOException("a plan without bin edges");
      }
      return new WatchPlan(
          number, profile.schema(), sources, layout, eventColumns, rows, settings, training);
    } catch (IllegalArgumentException e) {
      throw new IOException("no plan of a watched version: " + e.getMessage(), e);
    }
  }
}
