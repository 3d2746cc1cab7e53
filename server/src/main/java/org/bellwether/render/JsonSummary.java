package org.bellwether.render;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.profile.Slice;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes what a profile knows of one column. */
final class JsonSummary {

  /** Categories and words written of one column; "other" holds the rest. */
  private static final int MOST_CATEGORIES = 50;

  private final JsonGenerator json;

  JsonSummary(JsonGenerator json) {
    this.json = json;
  }

  /** Writes the column of a slice, {@code null} where the slice or the column is missing. */
  void write(String name, @Nullable Slice slice, String column) {
    ColumnSummary summary = slice == null ? null : slice.column(column);
    if (summary == null) {
      json.writeNullProperty(name);
      return;
    }
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("rows", summary.rows());
    json.writeNumberProperty("missing", summary.missing());
    number(json, "missingRate", summary.missingRate());
    switch (summary) {
      case ColumnSummary.Numeric numeric -> numeric(numeric);
      case ColumnSummary.Categorical categorical -> categorical(categorical);
      case ColumnSummary.Text text -> text(text);
      case ColumnSummary.Timestamp timestamp -> timestamp(timestamp);
      case ColumnSummary.Embedding embedding -> embedding(embedding);
    }
    json.writeEndObject();
  }

  private void numeric(ColumnSummary.Numeric numeric) {
    json.writeNumberProperty("nan", numeric.nan());
    json.writeNumberProperty("infinite", numeric.infinite());
    json.writeNumberProperty("zeros", numeric.zeros());
    json.writeNumberProperty("negatives", numeric.negatives());
    number(json, "min", numeric.min());
    number(json, "max", numeric.max());
    number(json, "mean", numeric.mean());
    number(json, "standardDeviation", Math.sqrt(numeric.variance()));
    number(json, "distinct", numeric.distinct());
  }

  private void categorical(ColumnSummary.Categorical categorical) {
    json.writeNumberProperty("empty", categorical.empty());
    number(json, "distinct", categorical.distinct());
    counts("categories", categorical.counts(), categorical.other());
  }

  private void text(ColumnSummary.Text text) {
    json.writeNumberProperty("empty", text.empty());
    number(json, "distinct", text.distinct());
    nested("length", text.length());
    nested("words", text.words());
  }

  private void timestamp(ColumnSummary.Timestamp timestamp) {
    boolean none = timestamp.rows() == timestamp.missing();
    moment("min", none, timestamp.minMicros());
    moment("max", none, timestamp.maxMicros());
  }

  private void moment(String name, boolean none, long micros) {
    if (none) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, moment(micros).toString());
    }
  }

  static Instant moment(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private void embedding(ColumnSummary.Embedding embedding) {
    json.writeNumberProperty("dimension", embedding.dimension());
    if (embedding.norm() != null) {
      nested("norm", embedding.norm());
    }
  }

  private void nested(String name, ColumnSummary.Numeric numeric) {
    json.writeObjectPropertyStart(name);
    number(json, "min", numeric.min());
    number(json, "max", numeric.max());
    number(json, "mean", numeric.mean());
    number(json, "standardDeviation", Math.sqrt(numeric.variance()));
    json.writeEndObject();
  }

  private void counts(String name, Map<String, Long> counts, long other) {
    json.writeArrayPropertyStart(name);
    long rest = other;
    int written = 0;
    for (Map.Entry<String, Long> entry : counts.entrySet()) {
      if (written++ >= MOST_CATEGORIES) {
        rest += entry.getValue();
        continue;
      }
      json.writeStartObject();
      json.writeStringProperty("value", entry.getKey());
      json.writeNumberProperty("rows", entry.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberProperty("other", rest);
  }

  /** A number, {@code null} where it is undefined or infinite: JSON has neither. */
  static void number(JsonGenerator json, String name, double value) {
    if (Double.isFinite(value)) {
      json.writeNumberProperty(name, value);
    } else {
      json.writeNullProperty(name);
    }
  }
}
