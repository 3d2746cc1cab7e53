package org.bellwether.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.profile.NumericDistribution;
import org.bellwether.profile.NumericDistribution.Binned;
import org.bellwether.profile.NumericDistribution.Sorted;
import org.bellwether.profile.Profile;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Role;
import org.bellwether.stat.BinEdges;
import org.bellwether.stat.Exchangeability;
import org.jspecify.annotations.Nullable;

/**
 * Tests a window's columns against the pooled earlier windows of its stratum, exactly at any number
 * of rows, so that the p-values of a stream are valid one after the other, see {@link
 * Exchangeability#shareChanged}. A numeric column (of text, its lengths) is cut at nine deciles of
 * the pooled rows, a categorical one into its nine most frequent values and the rest; missing and
 * not finite values are a part of their own. Each part's share is tested, and the smallest p-value
 * is multiplied by their number: a choice that depends on the pooled rows alone.
 */
public final class StreamPValues {

  private static final int PARTS = 10;

  /** What a model takes in and gives out: labels come late, and ids and times always differ. */
  private static final Set<Role> WATCHED =
      EnumSet.of(Role.FEATURE, Role.SCORE, Role.PREDICTION, Role.SEGMENT, Role.PROTECTED);

  private final long rows;
  private final long earlierRows;
  private double least = 1;
  private int tests;

  private StreamPValues(long rows, long earlierRows) {
    this.rows = rows;
    this.earlierRows = earlierRows;
  }

  /**
   * P-values by column; those whose rows are all alike have none.
   *
   * @param earlier all earlier windows of the stratum
   * @param window on the same bin edges
   */
  public static List<ColumnPValue> of(String stratum, Profile earlier, Profile window) {
    List<ColumnPValue> all = new ArrayList<>();
    for (ColumnSchema column : window.schema().columns()) {
      ColumnSummary now = window.whole().column(column.name());
      ColumnSummary before = earlier.whole().column(column.name());
      boolean watched = column.roles().stream().anyMatch(WATCHED::contains);
      if (watched && now != null && before != null && now.rows() > 0 && before.rows() > 0) {
        StreamPValues test = new StreamPValues(now.rows(), before.rows());
        test.compare(before, now);
        if (test.tests > 0) {
          all.add(new ColumnPValue(column.name(), stratum, Math.min(1, test.tests * test.least)));
        }
      }
    }
    return all;
  }

  private void compare(ColumnSummary before, ColumnSummary now) {
    share(before.missing(), now.missing());
    ColumnSummary.Numeric a = numeric(before);
    ColumnSummary.Numeric b = numeric(now);
    if (a != null && b != null) {
      share(a.nan() + a.infinite(), b.nan() + b.infinite());
      compare(a.distribution(), b.distribution());
    } else if (before instanceof ColumnSummary.Categorical x
        && now instanceof ColumnSummary.Categorical y) {
      compare(x.counts(), y.counts());
    }
  }

  private static ColumnSummary.@Nullable Numeric numeric(ColumnSummary summary) {
    if (summary instanceof ColumnSummary.Text text) {
      return text.length();
    }
    return summary instanceof ColumnSummary.Numeric numeric ? numeric : null;
  }

  private void share(long before, long now) {
    long pooled = before + now;
    if (pooled > 0 && pooled < rows + earlierRows) {
      tests++;
      least = Math.min(least, Exchangeability.shareChanged(pooled, now, rows, earlierRows));
    }
  }

  private void compare(NumericDistribution before, NumericDistribution now) {
    if (before instanceof Sorted a && now instanceof Sorted b) {
      compare(a.values(), b.values());
    } else {
      BinEdges edges = before instanceof Binned binned ? binned.edges() : ((Binned) now).edges();
      compare(counts(before, edges), counts(now, edges));
    }
  }

  private static long[] counts(NumericDistribution distribution, BinEdges edges) {
    if (distribution instanceof Sorted sorted) {
      long[] counts = new long[edges.bins()];
      edges.countSorted(sorted.values(), counts, new double[edges.bins()]);
      return counts;
    }
    Binned binned = (Binned) distribution;
    if (!binned.edges().equals(edges)) {
      throw new IllegalArgumentException(
          "windows on different bin edges do not compare: profile both with one layout");
    }
    return binned.counts();
  }

  private void compare(long[] before, long[] now) {
    long total = Arrays.stream(before).sum() + Arrays.stream(now).sum();
    long below = 0;
    long belowNow = 0;
    int next = 1;
    for (int i = 0; i < now.length && next < PARTS; i++) {
      below += before[i] + now[i];
      belowNow += now[i];
      if (below * PARTS >= total * next && below > 0 && below < total) {
        share(below - belowNow, belowNow);
        next = (int) (below * PARTS / total) + 1;
      }
    }
  }

  private void compare(double[] before, double[] now) {
    double[] pooled = Arrays.copyOf(before, before.length + now.length);
    System.arraycopy(now, 0, pooled, before.length, now.length);
    Arrays.sort(pooled);
    double last = pooled.length == 0 ? 0 : pooled[0];
    for (int i = 1; i < PARTS && pooled.length > 0; i++) {
      double cut = pooled[(int) ((long) pooled.length * i / PARTS)];
      if (cut > last) {
        share(below(before, cut), below(now, cut));
        last = cut;
      }
    }
  }

  /** How many of ascending values are below a cut. */
  private static int below(double[] sorted, double cut) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < cut) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void compare(Map<String, Long> before, Map<String, Long> now) {
    Map<String, Long> pooled = new HashMap<>(before);
    now.forEach((value, n) -> pooled.merge(value, n, Long::sum));
    List<String> frequent =
        pooled.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(PARTS - 1L)
            .map(Map.Entry::getKey)
            .toList();
    long rest = 0;
    long restNow = 0;
    for (String value : frequent) {
      Long n = before.get(value);
      Long m = now.get(value);
      share(n == null ? 0 : n, m == null ? 0 : m);
    }
    for (Map.Entry<String, Long> one : pooled.entrySet()) {
      if (!frequent.contains(one.getKey())) {
        Long m = now.get(one.getKey());
        restNow += m == null ? 0 : m;
        rest += one.getValue();
      }
    }
    share(rest - restNow, restNow);
  }
}
