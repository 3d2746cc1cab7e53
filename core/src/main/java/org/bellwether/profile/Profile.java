package org.bellwether.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Segment;
import org.jspecify.annotations.Nullable;

/**
 * A mergeable summary of a set of rows: {@link #create} one, {@link #accept} rows, {@link #combine}
 * it with others, then read it. Figures are computed at the first reading after a change.
 *
 * <p>While the rows fit {@link ProfileOptions#exactBudgetBytes} every figure is exact. Counts and
 * order statistics do not depend on how the rows were partitioned; moments agree to 1e-12 relative.
 *
 * <p>Not for use by several threads at once: give each its own and combine them.
 */
public final class Profile {

  private final Schema schema;
  private final ProfileOptions options;
  private final Canonical canonical;
  private final RowBuffer buffer;
  private final SampleAccumulator sample;

  /** Bin edges and slices once they are settled: given, or found when rows had to be binned. */
  private @Nullable Layout layout;

  /** Where the rows are: exactly one of the three is not null. */
  private Rows.@Nullable InMemory kept = new Rows.InMemory();

  private Rows.@Nullable Spooled spooled;
  private @Nullable TableAccumulator bounded;
  private final List<String> settled = new ArrayList<>();
  private long rows;
  private @Nullable View view;
  private boolean fixed;

  private Profile(Schema schema, ProfileOptions options) {
    this.schema = schema;
    this.options = options;
    this.layout = options.layout();
    this.canonical = new Canonical(schema);
    this.sample = new SampleAccumulator(schema, options.sampleSize());
    this.buffer = new RowBuffer(schema);
  }

  /** A profile of no rows yet. */
  public static Profile create(Schema schema, ProfileOptions options) {
    return new Profile(schema, options);
  }

  /** A profile from its parts, which accepts no more rows; one slice must be that of all rows. */
  public static Profile of(
      Schema schema, List<Slice> slices, RowSample sample, List<String> notes) {
    Profile profile = new Profile(schema, ProfileOptions.defaults());
    Map<Segment, Slice> bySegment = new LinkedHashMap<>();
    slices.forEach(s -> bySegment.put(s.segment(), s));
    Slice whole = bySegment.get(Segment.whole());
    if (whole == null) {
      throw new IllegalArgumentException("a profile needs the slice of all rows");
    }
    Layout layout =
        new Layout(
            Map.of(),
            Map.of(),
            Map.of(),
            bySegment.keySet().stream().filter(s -> !s.isWhole()).toList());
    profile.rows = whole.rows();
    profile.view = new View(bySegment, sample, List.copyOf(notes), layout);
    profile.fixed = true;
    return profile;
  }

  /**
   * The same figures without the rows behind them, in half the memory. It accepts no more rows, and
   * is neither combined nor written.
   */
  public Profile withoutRows() {
    View read = view();
    Profile profile = new Profile(schema, options);
    profile.rows = rows;
    profile.bounded = bounded;
    profile.view = read;
    profile.fixed = true;
    return profile;
  }

  /** Adds rows. The batch's arrays may be reused afterwards. */
  public void accept(ColumnBatch batch) {
    flush();
    acceptBatch(batch);
  }

  /**
   * Adds one row: numbers, booleans, strings, instants, {@code float[]} vectors or {@code null} by
   * column name. A column that is left out is missing.
   *
   * @throws IllegalArgumentException if a name is not a column, or a value does not fit its type
   */
  public void accept(Map<String, ? extends @Nullable Object> row) {
    changeable();
    if (buffer.add(row)) {
      flush();
    }
  }

  private void flush() {
    changeable();
    if (!buffer.isEmpty()) {
      acceptBatch(buffer.take());
    }
  }

  private void changeable() {
    if (fixed) {
      throw new IllegalStateException("a profile without its rows accepts no more");
    }
  }

  private void acceptBatch(ColumnBatch batch) {
    view = null;
    ColumnBatch own = canonical.canonical(batch);
    long first = batch.firstRow() == ColumnBatch.UNKNOWN ? rows : batch.firstRow();
    sample.accept(own, first);
    rows += batch.rows();
    keep(own, first);
  }

  private void keep(ColumnBatch own, long first) {
    if (bounded != null) {
      bounded.accept(own);
    } else if (spooled != null) {
      spooled.append(own);
    } else if (kept != null) {
      kept.append(own, first);
      if (kept.bytes() > options.exactBudgetBytes()) {
        spill();
      }
    }
  }

  /** Goes on without keeping rows in memory. */
  private void spill() {
    Rows rows = Objects.requireNonNull(kept);
    if (layout == null && options.spool() != null) {
      Rows.Spooled out = new Rows.Spooled(schema, canonical, options.spool().open());
      rows.replay(out::append);
      spooled = out;
    } else {
      if (layout == null) {
        layout =
            View.exact(schema, options, canonical, rows, sample.sample()).completeLayout(schema);
        settled.add(
            "bin edges come from the first "
                + this.rows
                + " rows, for there was neither a reference's layout nor a spool");
      }
      bin(rows, layout);
    }
    kept = null;
  }

  private void bin(Rows rows, Layout edges) {
    TableAccumulator table = table(schema, canonical, edges);
    rows.replay(table::accept);
    bounded = table;
  }

  private static TableAccumulator table(Schema schema, Canonical canonical, Layout layout) {
    return new TableAccumulator(
        schema, SlicePlan.slicings(schema, layout), layout, canonical, Map.of(), false);
  }

  /** Reads the spool: from now on the rows are binned. */
  private void settle() {
    Rows.Spooled rows = spooled;
    if (rows != null) {
      layout = new LayoutFinder(schema, options, rows, sample.sample()).find(settled);
      bin(rows, layout);
      spooled = null;
      rows.close();
    }
  }

  /**
   * Adds the rows of another profile, which stays as it is.
   *
   * @throws IllegalArgumentException if the other has another schema, or other bin edges
   */
  public void combine(Profile other) {
    if (other == this) {
      throw new IllegalArgumentException("a profile cannot be combined with itself");
    }
    flush();
    other.flush();
    if (!schema.equals(other.schema)) {
      throw new IllegalArgumentException("profiles of different schemas do not combine");
    }
    if (layout != null && other.layout != null && !layout.equals(other.layout)) {
      throw new IllegalArgumentException(
          "profiles with different bin edges do not combine: create both with the same layout");
    }
    view = null;
    rows += other.rows;
    sample.combine(other.sample, canonical);
    for (int c = 0; c < schema.columns().size(); c++) {
      if (other.canonical.overflowed(c)) {
        canonical.markOverflowed(c);
      }
    }
    Rows theirs = other.kept != null ? other.kept : other.spooled;
    if (theirs != null) {
      theirs.replay(batch -> keep(canonical.canonical(batch), 0));
    } else if (other.bounded != null) {
      combineBounded(other.bounded, Objects.requireNonNull(other.layout));
      other.settled.stream().filter(n -> !settled.contains(n)).forEach(settled::add);
    }
  }

  private void combineBounded(TableAccumulator theirs, Layout edges) {
    Rows mine = kept != null ? kept : spooled;
    if (mine != null) {
      layout = edges;
      bin(mine, edges);
      kept = null;
      if (spooled != null) {
        spooled.close();
        spooled = null;
      }
    }
    Objects.requireNonNull(bounded).combine(theirs);
  }

  private View view() {
    if (!fixed) {
      flush();
    }
    View current = view;
    if (current == null) {
      current = read();
      view = current;
    }
    return current;
  }

  private View read() {
    if (kept != null) {
      return View.exact(schema, options, canonical, kept, sample.sample());
    }
    settle();
    TableAccumulator table = Objects.requireNonNull(bounded);
    List<String> notes = new ArrayList<>(View.overflow(schema, canonical));
    notes.addAll(settled);
    notes.addAll(table.notes());
    return new View(
        table.slices(), sample.sample(), List.copyOf(notes), Objects.requireNonNull(layout));
  }

  /**
   * The profile as bytes, for another process or release to read. An exact profile holds its rows:
   * its bytes are as large as they are, and as confidential.
   */
  public byte[] toBytes() {
    flush();
    settle();
    Encoder out = ProfileCodec.begin();
    ProfileCodec.schema(out, schema);
    out.number(options.exactBudgetBytes());
    out.integer(options.sampleSize());
    out.integer(options.maxSlices());
    out.bool(options.crossSegments());
    ProfileCodec.layout(out, layout);
    ProfileCodec.texts(out, settled);
    out.number(rows);
    ProfileCodec.dictionaries(out, schema, canonical);
    sample.write(out);
    out.bool(kept != null);
    if (kept != null) {
      out.integer(kept.blocks().size());
      kept.replay(out::batch);
    } else {
      Objects.requireNonNull(bounded).write(out);
    }
    return ProfileCodec.end(out);
  }

  /**
   * The profile that {@link #toBytes} wrote, in this release or an older one.
   *
   * @throws IllegalArgumentException if the bytes are no profile, not whole, or of an unknown
   *     version
   */
  public static Profile fromBytes(byte[] bytes) {
    Decoder in = ProfileCodec.open(bytes);
    try {
      return read(in);
    } catch (IndexOutOfBoundsException | NegativeArraySizeException | ArithmeticException e) {
      throw new IllegalArgumentException(Decoder.corrupt("parts that do not fit").getMessage(), e);
    }
  }

  private static Profile read(Decoder in) {
    Schema schema = ProfileCodec.schema(in);
    long budget = in.number();
    int sampleSize = in.integer();
    int maxSlices = in.integer();
    boolean cross = in.bool();
    Layout layout = ProfileCodec.layout(in);
    ProfileOptions options = new ProfileOptions(budget, sampleSize, maxSlices, cross, layout, null);
    Profile profile = new Profile(schema, options);
    profile.settled.addAll(ProfileCodec.texts(in));
    profile.rows = in.number();
    ProfileCodec.dictionaries(in, schema, profile.canonical);
    profile.sample.read(in, schema, profile.canonical);
    if (in.bool()) {
      int blocks = in.count(0);
      Rows.InMemory rows = profile.kept;
      if (rows == null) {
        throw Decoder.corrupt("rows of a profile without room for them");
      }
      for (int i = 0; i < blocks; i++) {
        rows.append(in.batch(schema, profile.canonical), 0);
      }
    } else {
      if (layout == null) {
        throw Decoder.corrupt("bins without edges");
      }
      TableAccumulator table = table(schema, profile.canonical, layout);
      table.read(in);
      profile.bounded = table;
      profile.kept = null;
    }
    Decoder.same(in.remaining(), 0);
    return profile;
  }

  /** Everything the profile says, but for the row sample, as a JSON object. */
  public String toJson() {
    return ProfileJson.write(this);
  }

  public Schema schema() {
    return schema;
  }

  public ProfileOptions options() {
    return options;
  }

  /** Whether the figures are exact, not binned. */
  public boolean isExact() {
    return bounded == null && spooled == null;
  }

  /**
   * Bin edges and segments, for profiles that are to be compared with this one: {@link
   * ProfileOptions#withLayout}.
   */
  public Layout layout() {
    return view().completeLayout(schema);
  }

  public long rows() {
    return rows + buffer.size();
  }

  /** All rows. */
  public Slice whole() {
    return Objects.requireNonNull(view().slices().get(Segment.whole()));
  }

  /**
   * The segments, protected groups and intersections that have a slice, without the whole table. A
   * row whose segment value is missing belongs to none.
   */
  public Set<Segment> segments() {
    Set<Segment> all = new LinkedHashSet<>(view().slices().keySet());
    all.remove(Segment.whole());
    return all;
  }

  public @Nullable Slice slice(Segment segment) {
    return view().slices().get(segment);
  }

  public RowSample sample() {
    return view().sample();
  }

  /** What a reader of the figures must know, such as a cap that was reached. */
  public List<String> notes() {
    return view().notes();
  }
}
