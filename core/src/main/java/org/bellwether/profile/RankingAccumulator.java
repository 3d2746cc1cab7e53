package org.bellwether.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bellwether.schema.Schema;

/** Outcomes of a ranking model: every ranked row is kept, for a list's order cannot be binned. */
final class RankingAccumulator implements OutcomeAccumulator {

  private final OutcomeColumns columns;
  private final Map<String, Integer> queries = new LinkedHashMap<>();
  private final Part[][] parts;

  RankingAccumulator(Schema schema, List<Integer> sizes) {
    this.columns = new OutcomeColumns(schema);
    if (columns.query < 0) {
      throw new IllegalArgumentException(
          "a ranking needs a column of role query: it says which rows form one list");
    }
    this.parts = new Part[sizes.size()][];
    for (int g = 0; g < parts.length; g++) {
      parts[g] = new Part[sizes.get(g)];
      java.util.Arrays.setAll(parts[g], s -> new Part());
    }
  }

  @Override
  public void accept(ColumnBatch batch, List<int[]> slices) {
    int n = batch.rows();
    int output = columns.score >= 0 ? columns.score : columns.prediction;
    double[] scores = OutcomeColumns.numbers(batch, output);
    double[] labels = columns.label < 0 ? null : OutcomeColumns.numbers(batch, columns.label);
    int[] query = queriesOf(batch);
    for (int g = 0; g < parts.length; g++) {
      int[] slice = slices.get(g);
      for (int r = 0; r < n; r++) {
        if (slice[r] >= 0 && query[r] >= 0 && Double.isFinite(scores[r])) {
          parts[g][slice[r]].add(query[r], scores[r], labels == null ? Double.NaN : labels[r]);
        }
      }
    }
  }

  private int queryOf(String name) {
    return queries.computeIfAbsent(name, x -> queries.size());
  }

  private int[] queriesOf(ColumnBatch batch) {
    int[] out = new int[batch.rows()];
    ColumnVector v = batch.columns().get(columns.query);
    for (int r = 0; r < out.length; r++) {
      if (v instanceof ColumnVector.Category x) {
        int code = x.codes()[r];
        long[] hashes = x.hashes();
        out[r] =
            code >= 0
                ? queryOf(x.dictionary().valueOf(code))
                : code == Dictionary.OTHER && hashes != null
                    ? queryOf("#" + Long.toHexString(hashes[r]))
                    : -1;
      } else if (v instanceof ColumnVector.Numeric x) {
        boolean out0 = x.missing() != null && x.missing().get(r);
        out[r] = out0 ? -1 : queryOf(SegmentKey.text(x.values()[r]));
      } else if (v instanceof ColumnVector.Text x) {
        String value = x.values()[r];
        out[r] = value == null ? -1 : queryOf(value);
      } else {
        out[r] = -1;
      }
    }
    return out;
  }

  @Override
  public void combine(OutcomeAccumulator other) {
    RankingAccumulator that = (RankingAccumulator) other;
    Map<Integer, Integer> own = new HashMap<>();
    that.queries.forEach((name, q) -> own.put(q, queryOf(name)));
    for (int g = 0; g < parts.length; g++) {
      for (int s = 0; s < parts[g].length; s++) {
        Part theirs = that.parts[g][s];
        for (int i = 0; i < theirs.query.size(); i++) {
          Integer query = own.get((int) theirs.query.get(i));
          if (query != null) {
            parts[g][s].add(query, theirs.score.get(i), theirs.relevance.get(i));
          }
        }
      }
    }
  }

  @Override
  public Outcomes outcomes(int slicing, int slice) {
    List<String> names = new ArrayList<>(queries.keySet());
    List<String> sorted = names.stream().sorted().toList();
    Map<String, Integer> rank = new HashMap<>();
    sorted.forEach(name -> rank.put(name, rank.size()));
    int[] rankOf = names.stream().mapToInt(name -> rank.getOrDefault(name, -1)).toArray();
    return parts[slicing][slice].outcomes(rankOf);
  }

  @Override
  public void write(Encoder out) {
    out.integer(queries.size());
    queries.keySet().forEach(out::text);
    for (Part[] slices : parts) {
      for (Part part : slices) {
        part.write(out);
      }
    }
  }

  @Override
  public void read(Decoder in) {
    int n = in.count(4);
    for (int q = 0; q < n; q++) {
      queryOf(in.text());
    }
    for (Part[] slices : parts) {
      for (Part part : slices) {
        part.read(in);
      }
    }
  }

  @Override
  public List<String> notes() {
    return List.of();
  }

  /** One slice. */
  private static final class Part {
    private final DoubleList query = new DoubleList();
    private final DoubleList score = new DoubleList();
    private final DoubleList relevance = new DoubleList();
    private long labelled;

    void add(int q, double s, double gain) {
      query.add(q);
      score.add(s);
      relevance.add(gain);
      labelled += Double.isNaN(gain) ? 0 : 1;
    }

    void write(Encoder out) {
      query.write(out);
      score.write(out);
      relevance.write(out);
      out.number(labelled);
    }

    void read(Decoder in) {
      query.read(in);
      score.read(in);
      relevance.read(in);
      Decoder.same(score.size(), query.size());
      Decoder.same(relevance.size(), query.size());
      labelled = in.number();
    }

    /** Ties of score by relevance, so that the order of rows does not matter. */
    Outcomes outcomes(int[] rankOf) {
      int n = query.size();
      int[] order =
          IntStream.range(0, n)
              .boxed()
              .sorted(
                  Comparator.<Integer>comparingInt(i -> rankOf[(int) query.get(i)])
                      .thenComparingDouble(i -> -score.get(i))
                      .thenComparingDouble(i -> relevance.get(i)))
              .mapToInt(Integer::intValue)
              .toArray();
      int[] queries = new int[n];
      double[] scores = new double[n];
      double[] gains = new double[n];
      for (int i = 0; i < n; i++) {
        queries[i] = rankOf[(int) query.get(order[i])];
        scores[i] = score.get(order[i]);
        gains[i] = relevance.get(order[i]);
      }
      return new Outcomes.Ranking(n, labelled, queries, scores, gains);
    }
  }
}
