package org.bellwether.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bellwether.check.TableSummary;
import org.bellwether.files.BatchRows;
import org.bellwether.files.TableReader;
import org.bellwether.files.UnreadableTableException;
import org.bellwether.files.WrongSettingException;
import org.bellwether.finding.Window;
import org.bellwether.profile.ColumnBatch;
import org.bellwether.profile.ColumnVector;
import org.bellwether.profile.Profile;
import org.bellwether.profile.ProfileOptions;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One table cut into a baseline and windows. The file is read twice: rows need not be in order of
 * time, and the windows' bins are those of the whole baseline.
 *
 * @param baselineTable the baseline's rows
 * @param baseline their profile
 * @param currentTable the rows of the windows
 * @param windows the windows, in order
 * @param profiles a profile for each window
 */
record WindowedTable(
    TableSummary baselineTable,
    Profile baseline,
    TableSummary currentTable,
    List<Window> windows,
    List<Profile> profiles) {

  private static final int MAX_WINDOWS = 5_000;
  private static final long WINDOW_BUDGET = 32L << 20;

  static WindowedTable read(
      TableReader reader, WindowLength every, BaselineChoice choice, ProfileOptions options) {
    Cut cut = new Cut(reader.name(), every, start(reader, every, choice));
    TableReader.Reading first = reader.read(schema -> cut.baseline(schema, options));
    Profile before = Objects.requireNonNull(cut.before);
    if (before.rows() == 0) {
      throw new WrongSettingException(
          "--baseline: no row of " + reader.name() + " belongs to it. Choose a later end.");
    }
    ProfileOptions windowed =
        options.withLayout(before.layout()).withExactBudgetBytes(budget(options));
    TableReader.Reading second = reader.read(schema -> cut.windows(schema, windowed));
    if (cut.windows.isEmpty()) {
      throw new WrongSettingException(
          "--every: no row of "
              + reader.name()
              + " lies after the baseline. Choose an earlier end.");
    }
    List<Window> windows = new ArrayList<>();
    List<Profile> profiles = new ArrayList<>();
    long rows = 0;
    for (Part part : cut.windows.values()) {
      windows.add(part.window(windows.size(), every));
      profiles.add(part.profile);
      rows += part.profile.rows();
    }
    List<String> notes = new ArrayList<>(second.notes());
    if (cut.timeless > 0) {
      notes.add(cut.timeless + " rows have no time and are in no window");
    }
    return new WindowedTable(
        new TableSummary(
            reader.name() + " (baseline)", before.rows(), first.skippedRows(), List.of()),
        before,
        new TableSummary(reader.name(), rows, second.skippedRows(), notes),
        windows,
        profiles);
  }

  /** The rows that the timeline starts from. */
  private static BaselineChoice start(
      TableReader reader, WindowLength every, BaselineChoice choice) {
    int windows = choice.startWindows();
    if (windows == 0) {
      return choice;
    }
    if (!every.isTime()) {
      if (choice instanceof BaselineChoice.Seasonal) {
        throw new WrongSettingException(
            "--baseline seasonal needs windows by time, such as --every 1d, not by rows.");
      }
      return new BaselineChoice.FirstRows(windows * every.rows());
    }
    Cut cut = new Cut(reader.name(), every, choice);
    reader.read(cut::earliest);
    if (cut.earliest == Long.MAX_VALUE) {
      throw new WrongSettingException(
          "--time: no row of " + reader.name() + " has a time. Name another column.");
    }
    long end = every.startOf(cut.earliest) + windows * every.micros();
    return new BaselineChoice.Until(Part.instant(end));
  }

  private static long budget(ProfileOptions options) {
    return options.exactBudgetBytes() == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : Math.min(WINDOW_BUDGET, options.exactBudgetBytes());
  }

  /** A window that is being filled. */
  private static final class Part {
    private final Profile profile;
    private final long start;
    private long firstRow;

    Part(Profile profile, long start, long firstRow) {
      this.profile = profile;
      this.start = start;
      this.firstRow = firstRow;
    }

    Window window(int index, WindowLength every) {
      Instant from = every.isTime() ? instant(start) : null;
      Instant to = every.isTime() ? instant(start + every.micros()) : null;
      return new Window(index, from, to, firstRow, profile.rows());
    }

    private static Instant instant(long micros) {
      return Instant.ofEpochSecond(
          Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000L);
    }
  }

  /** Which row belongs where. */
  private static final class Cut {
    private final String table;
    private final WindowLength every;
    private final BaselineChoice baseline;
    private final TreeMap<Long, Part> windows = new TreeMap<>();
    private @Nullable Profile before;
    private long timeless;
    private long earliest = Long.MAX_VALUE;

    Cut(String table, WindowLength every, BaselineChoice baseline) {
      this.table = table;
      this.every = every;
      this.baseline = baseline;
    }

    Consumer<ColumnBatch> earliest(Schema schema) {
      int time = timeColumn(schema);
      earliest = Long.MAX_VALUE;
      return batch -> {
        for (int r = 0; r < batch.rows(); r++) {
          long micros = moment(batch, time, r);
          if (micros != ColumnVector.Timestamp.MISSING) {
            earliest = Math.min(earliest, micros);
          }
        }
      };
    }

    Consumer<ColumnBatch> baseline(Schema schema, ProfileOptions options) {
      int time = timeColumn(schema);
      Profile profile = Profile.create(schema, options);
      before = profile;
      return batch -> {
        int[] rows = rows(batch, time, true);
        if (rows.length > 0) {
          profile.accept(BatchRows.pick(batch, rows));
        }
      };
    }

    Consumer<ColumnBatch> windows(Schema schema, ProfileOptions options) {
      int time = timeColumn(schema);
      windows.clear();
      timeless = 0;
      return batch -> {
        int[] rows = rows(batch, time, false);
        int from = 0;
        while (from < rows.length) {
          Long key = key(batch, time, rows[from]);
          int to = from + 1;
          while (to < rows.length && Objects.equals(key, key(batch, time, rows[to]))) {
            to++;
          }
          if (key == null) {
            timeless += to - from;
          } else {
            part(key, schema, options, batch.firstRow() + rows[from])
                .profile
                .accept(BatchRows.pick(batch, java.util.Arrays.copyOfRange(rows, from, to)));
          }
          from = to;
        }
      };
    }

    private Part part(long key, Schema schema, ProfileOptions options, long row) {
      Part part = windows.get(key);
      if (part == null) {
        if (windows.size() == MAX_WINDOWS) {
          throw new WrongSettingException(
              "--every makes more than "
                  + MAX_WINDOWS
                  + " windows of "
                  + table
                  + ". Make them longer.");
        }
        part = new Part(Profile.create(schema, options), key, row);
        windows.put(key, part);
      }
      part.firstRow = Math.min(part.firstRow, row);
      return part;
    }

    private int[] rows(ColumnBatch batch, int time, boolean inBaseline) {
      int[] rows = new int[batch.rows()];
      int count = 0;
      for (int r = 0; r < batch.rows(); r++) {
        if (isBaseline(batch, time, r) == inBaseline) {
          rows[count++] = r;
        }
      }
      return java.util.Arrays.copyOf(rows, count);
    }

    private boolean isBaseline(ColumnBatch batch, int time, int row) {
      return switch (baseline) {
        case BaselineChoice.FirstRows first -> batch.firstRow() + row < first.rows();
        case BaselineChoice.Until until -> {
          long micros = moment(batch, time, row);
          yield micros != ColumnVector.Timestamp.MISSING
              && micros < until.end().getEpochSecond() * 1_000_000L;
        }
        case BaselineChoice.LastWindows last -> throw new AssertionError("resolved by start()");
        case BaselineChoice.Seasonal seasonal -> throw new AssertionError("resolved by start()");
      };
    }

    /** Start of the row's window, {@code null} for a row without a time. */
    private @Nullable Long key(ColumnBatch batch, int time, int row) {
      if (every.isTime()) {
        long micros = moment(batch, time, row);
        return micros == ColumnVector.Timestamp.MISSING ? null : every.startOf(micros);
      }
      long skipped = baseline instanceof BaselineChoice.FirstRows first ? first.rows() : 0;
      return Math.floorDiv(batch.firstRow() + row - skipped, every.rows());
    }

    private static long moment(ColumnBatch batch, int time, int row) {
      return batch.columns().get(time) instanceof ColumnVector.Timestamp t
          ? t.epochMicros()[row]
          : ColumnVector.Timestamp.MISSING;
    }

    private int timeColumn(Schema schema) {
      if (!every.isTime() && baseline instanceof BaselineChoice.FirstRows) {
        return -1;
      }
      ColumnSchema column =
          schema
              .the(Role.TIME)
              .orElseThrow(() ->
                  new WrongSettingException(
                      "windows by time need to know when a row happened: name the column with"
                          + " --time, or cut by rows with --every 10000rows --baseline"
                          + " 50000rows."));
      if (schema.columns().isEmpty()) {
        throw new UnreadableTableException(table + ": the table has no columns.");
      }
      return schema.columns().indexOf(column);
    }
  }
}
