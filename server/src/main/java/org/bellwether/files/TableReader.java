package org.bellwether.files;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bellwether.profile.ColumnBatch;
import org.bellwether.profile.ColumnVector;
import org.bellwether.schema.Schema;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/** Reads a table of one or several files: first a sample for its schema, then everything. */
public final class TableReader {

  /** Rows of each file that types are told from. */
  private static final int SAMPLE_ROWS = 10_000;

  private static final int SAMPLE_FILES = 4;

  private final String name;
  private final DuckDb duckDb;
  private final ReadOptions options;
  private final List<Source> sources;
  private final List<String> notes = new ArrayList<>();

  /** CSV files that are left to DuckDB. */
  private final Set<Source> unusual = new HashSet<>();

  private SchemaInference.Result inferred;

  private TableReader(
      String name, DuckDb duckDb, ReadOptions options, List<Source> sources, boolean plain) {
    if (!plain) {
      unusual.addAll(sources);
    }
    this.name = name;
    this.duckDb = duckDb;
    this.options = options;
    this.sources = sources;
    sources.forEach(s -> notes.addAll(s.notes()));
    this.inferred = new SchemaInference(sample(), options).infer();
  }

  /**
   * What was read.
   *
   * @param schema the schema of the batches, which a full read may have changed
   * @param rows rows read
   * @param skippedRows rows left out because they could not be read
   * @param notes what a reader of the figures must know
   */
  public record Reading(Schema schema, long rows, long skippedRows, List<String> notes) {
    public Reading {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Opens a table and infers its schema from a sample.
   *
   * @param name a path, several joined with commas, a glob, or {@code -} for standard input
   * @throws UnreadableTableException if a file is missing or damaged
   * @throws WrongSettingException if flags or schema file contradict the table
   */
  public static TableReader open(String name, DuckDb duckDb, ReadOptions options) {
    return open(name, duckDb, options, true);
  }

  /** As {@link #open(String, DuckDb, ReadOptions)}, with plain CSV read by DuckDB if asked. */
  static TableReader open(String name, DuckDb duckDb, ReadOptions options, boolean plain) {
    List<Source> sources = new ArrayList<>();
    for (TableFiles.TableFile file : TableFiles.find(name, duckDb)) {
      sources.add(
          switch (file.format()) {
            case CSV -> CsvSource.open(file);
            case PARQUET -> ParquetSource.open(file, duckDb);
            case NDJSON -> JsonSource.open(file, duckDb);
          });
    }
    return new TableReader(name, duckDb, options, sources, plain);
  }

  public String name() {
    return name.equals("-") ? "standard input" : name;
  }

  public Schema schema() {
    return inferred.schema();
  }

  /** CSV files that were found unusual so far, and are read by DuckDB. */
  int unusualFiles() {
    return unusual.size();
  }

  /** Rows to expect, -1 when unknown. */
  public long estimatedRows() {
    long sum = 0;
    for (Source source : sources) {
      if (source.estimatedRows() < 0) {
        return -1;
      }
      sum += source.estimatedRows();
    }
    return sum;
  }

  private Map<String, ColumnSample> sample() {
    Map<String, ColumnSample> samples = new LinkedHashMap<>();
    int step = Math.max(1, sources.size() / SAMPLE_FILES);
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      List<ColumnSample> columns = new ArrayList<>();
      for (RawColumn raw : source.columns()) {
        columns.add(samples.computeIfAbsent(raw.name(), n -> new ColumnSample(raw.physical())));
      }
      if (i % step == 0 && !samplePlain(source, columns)) {
        sample(source, columns);
      }
    }
    return samples;
  }

  /** Whether the sample could be taken without DuckDB. */
  private boolean samplePlain(Source source, List<ColumnSample> into) {
    try {
      return source instanceof CsvSource csv
          && !unusual.contains(source)
          && PlainCsv.fits(csv, List.of())
          && PlainCsv.sample(csv, into, SAMPLE_ROWS);
    } catch (UnusualCsvException | IOException e) {
      unusual.add(source);
      return false;
    }
  }

  private void sample(Source source, List<ColumnSample> into) {
    StringBuilder sql = new StringBuilder("SELECT ");
    for (RawColumn raw : source.columns()) {
      boolean text = raw.physical() == RawColumn.Physical.TEXT;
      boolean vector = raw.physical() == RawColumn.Physical.NUMBERS;
      sql.append(vector ? "NULL::VARCHAR" : raw.expression() + (text ? "" : "::VARCHAR"));
      sql.append(", ");
    }
    sql.setLength(sql.length() - 2);
    sql.append(" FROM ").append(source.relation(Set.of(), Source.Mode.SAMPLE));
    sql.append(" LIMIT ").append(SAMPLE_ROWS);
    try {
      duckDb.makeRoomFor(into.size());
      duckDb.chunks(
          sql.toString(),
          chunk -> {
            int rows = Math.toIntExact(chunk.rowCount());
            for (int c = 0; c < into.size(); c++) {
              DuckDBReadableVector v = chunk.vector(c);
              for (int r = 0; r < rows; r++) {
                into.get(c).add(v.getString(r));
              }
            }
          });
    } catch (SQLException e) {
      throw source.unreadable(duckDb, e);
    }
  }

  /**
   * Streams every row. Where more than 1 % of a column's values are not of the sampled type, the
   * column is retyped and everything is read again, from a new consumer.
   *
   * @param start given the schema, returns what takes the batches; their arrays are reused
   * @throws UnreadableTableException if a row cannot be read and is not to be skipped
   */
  public Reading read(Function<Schema, Consumer<ColumnBatch>> start) {
    while (true) {
      Pass pass = new Pass(start.apply(inferred.schema()));
      try {
        for (Source source : sources) {
          pass.read(source);
        }
      } catch (UnusualCsvException | IOException e) {
        // What is wrong, if anything, is for DuckDB to say.
        unusual.add(pass.source());
        continue;
      } catch (SQLException e) {
        throw pass.current == null
            ? SqlErrors.unreadable(name(), e)
            : pass.current.unreadable(duckDb, e);
      }
      if (pass.isFinal()) {
        List<String> all = new ArrayList<>(inferred.notes());
        all.addAll(notes);
        if (pass.skipped > 0) {
          all.add(
              pass.skipped + " rows could not be read and were left out; the first: " + pass.first);
        }
        return new Reading(inferred.schema(), pass.rows, pass.skipped, all);
      }
      retype(pass);
    }
  }

  private void retype(Pass pass) {
    List<ColumnPlan> plans = new ArrayList<>();
    for (ColumnPlan plan : inferred.plans()) {
      String column = plan.column().name();
      if (pass.toCheck.contains(column)) {
        plans.add(plan.asChecked());
      } else if (pass.toText.contains(column)) {
        plans.add(plan.asText());
        notes.add(
            "column '"
                + column
                + "': "
                + pass.bad.get(column)
                + " of "
                + pass.rows
                + " values are not "
                + plan.column().type().name().toLowerCase(java.util.Locale.ROOT)
                + ", more than 1 %, so it is read as text");
      } else {
        plans.add(plan);
      }
    }
    Schema old = inferred.schema();
    try {
      Schema schema =
          new Schema(
              plans.stream().map(ColumnPlan::column).toList(),
              old.task(),
              old.positiveLabel(),
              old.decisionThreshold());
      inferred = new SchemaInference.Result(schema, plans, inferred.notes());
    } catch (IllegalArgumentException e) {
      throw new UnreadableTableException(name() + ": " + e.getMessage(), e);
    }
  }

  /** One read of all files. */
  private final class Pass {
    private final Consumer<ColumnBatch> consumer;
    private final long expected = estimatedRows();
    private final Map<String, Long> bad = new LinkedHashMap<>();
    private final Set<String> toCheck = new LinkedHashSet<>();
    private final Set<String> toText = new LinkedHashSet<>();
    private @Nullable Source current;
    private String first = "";
    private long rows;
    private long skipped;
    private long ordinal;

    Pass(Consumer<ColumnBatch> consumer) {
      this.consumer = consumer;
    }

    Source source() {
      return java.util.Objects.requireNonNull(current);
    }

    void read(Source source) throws SQLException, IOException, UnusualCsvException {
      current = source;
      if (source instanceof CsvSource csv
          && !unusual.contains(source)
          && PlainCsv.fits(csv, inferred.plans())) {
        FileRows file = new FileRows(source, 0);
        try (PlainCsv plain = PlainCsv.open(csv)) {
          plain.read(csv, inferred.plans(), file::deliver);
        }
        file.noteGuarded(Set.of());
        return;
      }
      boolean skip = options.onBadRow() == ReadOptions.OnBadRow.SKIP;
      Selection selection =
          new Selection(source, inferred.plans(), skip ? Source.Mode.LENIENT : Source.Mode.STRICT);
      List<ColumnFetch> fetches = new ArrayList<>();
      Map<String, RawColumn> columns = source.byName();
      for (ColumnPlan plan : inferred.plans()) {
        RawColumn raw = columns.get(plan.column().name());
        RawColumn.Physical physical = raw == null ? RawColumn.Physical.TEXT : raw.physical();
        fetches.add(new ColumnFetch(plan, physical, source));
      }
      FileRows file = new FileRows(source, selection.checkCount());
      if (source instanceof CsvSource) {
        Rejects.drop(duckDb);
      }
      duckDb.chunks(selection.sql(), chunk -> file.accept(chunk, selection, fetches));
      Set<Long> refused = Set.of();
      if (source instanceof CsvSource csv) {
        Rejects rejects = Rejects.take(duckDb, csv);
        rejected(rejects);
        refused = rejects.rows();
      }
      converted(source, selection, file, refused);
    }

    /** Rows that the CSV reader refused. */
    private void rejected(Rejects rejects) {
      if (rejects.rows().isEmpty()) {
        return;
      }
      toCheck.addAll(rejects.valuesByColumn().keySet());
      skipped += rejects.rows().size();
      first = first.isEmpty() ? String.valueOf(rejects.first()) : first;
      if (rejects.structural() && toCheck.isEmpty()) {
        refuse(String.valueOf(rejects.first()));
      }
    }

    /** Values that did not convert after reading. */
    private void converted(Source source, Selection selection, FileRows file, Set<Long> refused)
        throws SQLException {
      file.noteGuarded(refused);
      for (int check = 0; check < file.bad.length; check++) {
        if (file.bad[check] == 0) {
          continue;
        }
        if (selection.checkedPlan(check) == Selection.WHOLE_ROW) {
          skipped += file.bad[check];
          first =
              first.isEmpty()
                  ? source.place(file.firstBad[check], refused) + ": not valid JSON"
                  : first;
          continue;
        }
        ColumnPlan plan = inferred.plans().get(selection.checkedPlan(check));
        String column = plan.column().name();
        bad.merge(column, file.bad[check], Long::sum);
        skipped += file.bad[check];
        if (file.bad[check] > 0.01 * file.read) {
          toText.add(column);
          continue;
        }
        List<String[]> value = duckDb.rows(selection.firstBad(check));
        String described =
            source.place(file.firstBad[check], refused)
                + ", column '"
                + column
                + "': '"
                + (value.isEmpty() ? "" : Rejects.shortened(value.get(0)[0]))
                + "' is not "
                + (plan.column().type() == org.bellwether.schema.ColumnType.TIMESTAMP
                    ? "a date or time like the others"
                    : "a number")
                + ". Mend the value";
        first = first.isEmpty() ? described : first;
        if (toText.isEmpty() && toCheck.isEmpty()) {
          refuse(described);
        }
      }
    }

    private void refuse(String what) {
      if (options.onBadRow() == ReadOptions.OnBadRow.FAIL) {
        throw new UnreadableTableException(
            what + ", or leave such rows out with --on-bad-row skip.");
      }
    }

    boolean isFinal() {
      return toCheck.isEmpty() && toText.isEmpty();
    }

    /** Rows of one file. */
    private final class FileRows {
      private final Source source;
      private final ScoreGuard guard = new ScoreGuard(inferred.schema());
      private final long[] bad;
      private final long[] firstBad;
      private long read;

      /**
       * @param checks ways in which a row may be bad after reading
       */
      FileRows(Source source, int checks) {
        this.source = source;
        this.bad = new long[checks];
        this.firstBad = new long[checks];
      }

      void accept(DuckDBDataChunkReader chunk, Selection selection, List<ColumnFetch> fetches) {
        int size = Math.toIntExact(chunk.rowCount());
        int[] good = selection.badColumn() < 0 ? null : good(chunk, selection.badColumn(), size);
        int count = good == null ? size : good.length;
        List<ColumnVector> vectors = new ArrayList<>(fetches.size());
        for (Selection.Read r : selection.reads()) {
          vectors.add(fetches.get(r.plan()).read(chunk, r.at(), good, count, read));
        }
        deliver(new ColumnBatch(count, vectors), size, good);
      }

      void deliver(ColumnBatch batch) {
        deliver(batch, batch.rows(), null);
      }

      /**
       * @param size rows of the file, with those that are left out
       * @param good which of them the batch holds, {@code null} for all
       */
      private void deliver(ColumnBatch found, int size, int @Nullable [] good) {
        ColumnBatch batch = new ColumnBatch(found.rows(), ordinal, found.columns());
        if (!guard.isIdle()) {
          batch = guarded(batch, good);
        }
        consumer.accept(batch);
        read += size;
        ordinal += batch.rows();
        rows += batch.rows();
        options.progress().rows(name(), rows, expected);
      }

      /** Places the first row that the guard left out, once all refused rows are known. */
      void noteGuarded(Set<Long> refused) {
        if (guard.first() != null && first.isEmpty()) {
          first = source.place(guard.firstRow(), refused) + ", " + guard.first();
        }
      }

      private ColumnBatch guarded(ColumnBatch batch, int @Nullable [] picked) {
        int[] rows = guard.good(batch, read, picked);
        if (rows == null) {
          return batch;
        }
        if (options.onBadRow() == ReadOptions.OnBadRow.FAIL) {
          refuse(source.place(guard.firstRow(), Set.of()) + ", " + guard.first());
        }
        skipped += batch.rows() - rows.length;
        return BatchRows.pick(batch, rows);
      }

      /** Rows without a bad value, {@code null} when all are. */
      private int @Nullable [] good(DuckDBDataChunkReader chunk, int column, int size) {
        DuckDBReadableVector flags = chunk.vector(column);
        int[] rows = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
          int flag = flags.getInt(i);
          if (flag == 0) {
            rows[count++] = i;
          } else if (bad[flag - 1]++ == 0) {
            firstBad[flag - 1] = read + i;
          }
        }
        return count == size ? null : java.util.Arrays.copyOf(rows, count);
      }
    }
  }
}
