package org.bellwether.performance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bellwether.profile.Profile;
import org.bellwether.profile.SampledPredictions;
import org.bellwether.schema.Segment;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a profile's sample on which its model was most wrong, in one segment.
 *
 * @param segment which rows
 * @param labelled sampled rows of the segment with a label and a prediction
 * @param wrong how many of them were wrong; in regression, those with any error
 * @param rows the worst of them, worst first
 */
public record WorstErrors(Segment segment, int labelled, int wrong, List<Row> rows) {

  /**
   * One row.
   *
   * @param sample its index in the profile's sample
   * @param error how wrong, see {@link SampledPredictions}
   * @param decided what the model said
   * @param label what was true
   * @param score NaN without a score
   */
  public record Row(
      int sample, double error, @Nullable String decided, @Nullable String label, double score) {}

  public WorstErrors {
    rows = List.copyOf(rows);
  }

  /**
   * The worst rows of the whole table and of each segment that has any, the whole table first.
   *
   * @param profile with a model whose predictions are right or wrong by row
   * @param most rows listed of each segment
   */
  public static List<WorstErrors> of(Profile profile, int most) {
    SampledPredictions all = SampledPredictions.of(profile);
    double[] error = all.error();
    int[] worstFirst =
        IntStream.range(0, error.length)
            .filter(r -> !Double.isNaN(error[r]))
            .boxed()
            .sorted((a, b) -> Double.compare(error[b], error[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<WorstErrors> worst = new ArrayList<>();
    all.slice()
        .forEach((segment, in) -> {
          int[] here = IntStream.of(worstFirst).filter(r -> in[r]).toArray();
          int wrong = (int) IntStream.of(here).filter(r -> error[r] > 0).count();
          List<Row> rows =
              IntStream.of(here)
                  .filter(r -> error[r] > 0)
                  .limit(most)
                  .mapToObj(
                      r -> new Row(r, error[r], all.decided()[r], all.label()[r], all.score()[r]))
                  .toList();
          if (!rows.isEmpty()) {
            worst.add(new WorstErrors(segment, here.length, wrong, rows));
          }
        });
    return worst;
  }
}
