package org.bellwether.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Owner;
import org.bellwether.finding.Threshold;
import org.bellwether.learner.SampledRows;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;

/**
 * Values from after the moment they are meant to predict: timestamp columns later than the time
 * column of their row, and training rows later than the first row of another part of the split.
 */
final class PointInTime {

  static final String CHECK = "point-in-time";
  static final String SPLIT = "split-in-time";

  private PointInTime() {}

  static List<Measurement> measure(SampledRows rows) {
    ColumnSchema time = rows.schema().the(Role.TIME).orElse(null);
    List<Measurement> all = new ArrayList<>();
    if (time == null || !isOrdered(time)) {
      return all;
    }
    double[] event = rows.numbers(time.name());
    for (ColumnSchema column : rows.schema().columns()) {
      boolean feature =
          column.type() == ColumnType.TIMESTAMP
              && time.type() == ColumnType.TIMESTAMP
              && column.is(Role.FEATURE)
              && !column.is(Role.TIME);
      if (feature) {
        all.add(later(rows, column.name(), time.name(), event));
      }
    }
    Split split = Split.of(rows);
    if (split != null) {
      all.add(overlap(rows, split, event));
    }
    return all;
  }

  private static boolean isOrdered(ColumnSchema time) {
    return time.type() == ColumnType.TIMESTAMP || time.type() == ColumnType.NUMERIC;
  }

  private static Measurement later(SampledRows rows, String column, String time, double[] event) {
    double[] moment = rows.numbers(column);
    long known = 0;
    long late = 0;
    for (int r = 0; r < event.length; r++) {
      if (!Double.isNaN(moment[r]) && !Double.isNaN(event[r])) {
        known++;
        late += moment[r] > event[r] ? 1 : 0;
      }
    }
    Measurement.Builder builder =
        Measurement.of(Kind.QUALITY, CHECK)
            .method(Method.exact("share of rows"))
            .column(column)
            .rows(known, 0)
            .threshold(Threshold.above(Double.MIN_VALUE, 0.01));
    if (known == 0) {
      return builder.undefined(
          "Whether '"
              + column
              + "' is known in time cannot be said: no row has both it and '"
              + time
              + "'");
    }
    return builder
        .value((double) late / known, Double.NaN)
        .build(
            String.format(
                Locale.ROOT,
                "'%s' lies after '%s' in %,d of %,d rows%s",
                column,
                time,
                late,
                known,
                late == 0 ? "" : ": it was not known when the event happened"));
  }

  private static Measurement overlap(SampledRows rows, Split split, double[] event) {
    double first = Double.POSITIVE_INFINITY;
    for (int r = 0; r < event.length; r++) {
      if (split.isHeldOut(r) && event[r] < first) {
        first = event[r];
      }
    }
    long training = 0;
    long late = 0;
    for (int r = 0; r < event.length; r++) {
      if (split.isTraining(r) && !Double.isNaN(event[r])) {
        training++;
        late += event[r] > first ? 1 : 0;
      }
    }
    Measurement.Builder builder =
        Measurement.of(Kind.QUALITY, SPLIT)
            .method(Method.exact("share of training rows"))
            .column(split.column())
            .owner(Owner.MODEL_TEAM)
            .rows(training, rows.rows() - training)
            .threshold(Threshold.above(0.01, Double.POSITIVE_INFINITY));
    if (training == 0 || Double.isInfinite(first)) {
      return builder.undefined("The split '" + split.column() + "' has one part only");
    }
    return builder
        .value((double) late / training, Double.NaN)
        .build(
            String.format(
                Locale.ROOT,
                "%,d of %,d training rows are later than the first row they are tested on%s",
                late,
                training,
                late == 0 ? "" : ": a test on the past flatters the model"));
  }
}
