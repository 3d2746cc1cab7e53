package org.bellwether.profile;

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
  private SampleAccumulator sample;
  private Rows.@Nullable InMemory kept = new Rows.InMemory();
  private @Nullable TableAccumulator bounded;
  private long rows;
  private @Nullable View view;
  private boolean fixed;

  private Profile(Schema schema, ProfileOptions options) {
    this.schema = schema;
    this.options = options;
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
      throw new IllegalStateException("a profile made of its parts accepts no rows");
    }
  }

  private void acceptBatch(ColumnBatch batch) {
    view = null;
    ColumnBatch own = canonical.canonical(batch);
    long first = batch.firstRow() == ColumnBatch.UNKNOWN ? rows : batch.firstRow();
    sample.accept(own, first);
    rows += batch.rows();
    if (bounded != null) {
      bounded.accept(own);
    } else if (kept != null) {
      kept.append(own, first);
      if (kept.bytes() > options.exactBudgetBytes()) {
        spill();
      }
    }
  }

  /** Goes on without keeping rows. */
  private void spill() {
    Layout layout = options.layout();
    if (layout == null || kept == null) {
      return;
    }
    TableAccumulator table = boundedTable(layout);
    kept.replay(table::accept);
    bounded = table;
    kept = null;
  }

  private TableAccumulator boundedTable(Layout layout) {
    return new TableAccumulator(
        schema, SlicePlan.slicings(schema, layout), layout, canonical, Map.of(), false);
  }

  /**
   * Adds the rows of another profile, which stays as it is.
   *
   * @throws IllegalArgumentException if the other has another schema, or other bin edges
   */
  public void combine(Profile other) {
    flush();
    other.flush();
    if (!schema.equals(other.schema)) {
      throw new IllegalArgumentException("profiles of different schemas do not combine");
    }
    if (!Objects.equals(options.layout(), other.options.layout())) {
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
    if (kept != null && other.bounded != null) {
      spill();
    }
    if (kept != null && other.kept != null) {
      Rows.InMemory mine = kept;
      other.kept.replay(batch -> mine.append(canonical.canonical(batch), 0));
      if (mine.bytes() > options.exactBudgetBytes()) {
        spill();
      }
    } else if (bounded != null && other.kept != null) {
      TableAccumulator mine = bounded;
      other.kept.replay(batch -> mine.accept(canonical.canonical(batch)));
    } else if (bounded != null && other.bounded != null) {
      bounded.combine(other.bounded);
    }
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
    TableAccumulator table = Objects.requireNonNull(bounded);
    List<String> notes = new java.util.ArrayList<>(View.overflow(schema, canonical));
    notes.addAll(table.notes());
    return new View(
        table.slices(),
        sample.sample(),
        List.copyOf(notes),
        Objects.requireNonNull(options.layout()));
  }

  public Schema schema() {
    return schema;
  }

  public ProfileOptions options() {
    return options;
  }

  /** Whether the figures are exact, not binned. */
  public boolean isExact() {
    return bounded == null;
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
