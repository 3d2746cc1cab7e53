package org.bellwether.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bellwether.schema.Segment;
import org.bellwether.stat.ScoreTable;
import org.jspecify.annotations.Nullable;

/** Compares what two profiles say: counts and values equal, sums to 1e-12 relative. */
final class Same {

  private static final double RELATIVE = 1e-12;

  private Same() {}

  static void assertSame(Profile a, Profile b, String why) {
    assertThat(b.rows()).as(why).isEqualTo(a.rows());
    assertThat(List.copyOf(b.segments())).as(why).isEqualTo(List.copyOf(a.segments()));
    assertThat(b.notes()).as(why).isEqualTo(a.notes());
    value(a.whole(), b.whole(), why + " whole");
    for (Segment segment : a.segments()) {
      value(a.slice(segment), b.slice(segment), why + " " + segment);
    }
    sample(a.sample(), b.sample(), why);
  }

  /** Samples compare by value: codes and arrays beyond the rows may differ. */
  static void sample(RowSample a, RowSample b, String why) {
    assertThat(b.rows()).as(why).isEqualTo(a.rows());
    assertThat(b.seen()).as(why).isEqualTo(a.seen());
    assertThat(rows(b)).as(why).isEqualTo(rows(a));
  }

  static List<String> rows(RowSample sample) {
    List<String> out = new ArrayList<>();
    for (int r = 0; r < sample.rows(); r++) {
      StringBuilder row = new StringBuilder();
      for (ColumnVector vector : sample.columns()) {
        row.append(cell(vector, r)).append('|');
      }
      out.add(row.toString());
    }
    return out;
  }

  private static String cell(ColumnVector vector, int r) {
    if (vector instanceof ColumnVector.Numeric v) {
      return v.missing() != null && v.missing().get(r) ? "-" : String.valueOf(v.values()[r]);
    } else if (vector instanceof ColumnVector.Category v) {
      return v.codes()[r] < 0 ? "-" : v.dictionary().valueOf(v.codes()[r]);
    } else if (vector instanceof ColumnVector.Text v) {
      return String.valueOf(v.values()[r]);
    } else if (vector instanceof ColumnVector.Timestamp v) {
      return String.valueOf(v.epochMicros()[r]);
    }
    return java.util.Arrays.toString(((ColumnVector.Embedding) vector).values()[r]);
  }

  private static void value(@Nullable Object a, @Nullable Object b, String at) {
    if (a == null || b == null) {
      assertThat(b).as(at).isEqualTo(a);
    } else if (a instanceof Double x) {
      number(x, (Double) b, at);
    } else if (a.getClass().isArray()) {
      assertThat(Array.getLength(b)).as(at).isEqualTo(Array.getLength(a));
      for (int i = 0; i < Array.getLength(a); i++) {
        value(Array.get(a, i), Array.get(b, i), at + "[" + i + "]");
      }
    } else if (a instanceof List<?> x && b instanceof List<?> y) {
      assertThat(y).as(at).hasSameSizeAs(x);
      for (int i = 0; i < x.size(); i++) {
        value(x.get(i), y.get(i), at + "[" + i + "]");
      }
    } else if (a instanceof Record && !(a instanceof Segment)) {
      assertThat(b.getClass()).as(at).isEqualTo(a.getClass());
      for (RecordComponent part : a.getClass().getRecordComponents()) {
        value(read(part, a), read(part, b), at + "." + part.getName());
      }
    } else if (a instanceof ScoreTable x && b instanceof ScoreTable y) {
      value(x.score(), y.score(), at + ".score");
      value(x.positives(), y.positives(), at + ".positives");
      value(x.negatives(), y.negatives(), at + ".negatives");
      value(x.unlabelled(), y.unlabelled(), at + ".unlabelled");
    } else if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      assertThat(new ArrayList<Object>(y.keySet())).as(at).isEqualTo(new ArrayList<>(x.keySet()));
      x.forEach((key, v) -> value(v, y.get(key), at + "." + key));
    } else {
      assertThat(b).as(at).isEqualTo(a);
    }
  }

  private static void number(double a, double b, String at) {
    if (Double.compare(a, b) != 0
        && !(Math.abs(a - b) <= RELATIVE * Math.max(1, Math.max(Math.abs(a), Math.abs(b))))) {
      fail(at + ": " + a + " and " + b);
    }
  }

  private static @Nullable Object read(RecordComponent part, Object of) {
    try {
      return Objects.requireNonNull(part.getAccessor()).invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
