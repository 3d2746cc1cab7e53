package org.bellwether.conformance;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bellwether.stat.Divergence;
import org.bellwether.stat.Histogram;
import org.bellwether.stat.NumericComparison;

/** {@code nannyml_univariate.json}: distances in Doane's bins, the rest in a bin of its own. */
final class NannymlUnivariateCases extends Suite {

  NannymlUnivariateCases() {
    super("nannyml_univariate");
    on(
        "jensen_shannon",
        c -> {
          double[][] w = weights(c);
          c.expectValue(Divergence.jensenShannon(w[0], w[1], 2));
        });
    on(
        "hellinger",
        c -> {
          double[][] w = weights(c);
          c.expectValue(Divergence.hellinger(w[0], w[1]));
        });
    on(
        "l_infinity",
        c -> {
          double[][] w = Samples.counts(c.texts("reference"), c.texts("current"));
          c.expectValue(Divergence.lInfinity(w[0], w[1]));
        });
    on(
        "wasserstein",
        c ->
            c.expectValue(
                NumericComparison.ofSorted(
                        Samples.sorted(Case.toNumbers(column(c, "reference_file"))),
                        Samples.sorted(Case.toNumbers(column(c, "current_file"))))
                    .wasserstein()));
  }

  private static double[][] weights(Case c) throws IOException {
    List<String> reference = column(c, "reference_file");
    List<String> current = column(c, "current_file");
    if (c.input("feature_type").asString().equals("categorical")) {
      return Samples.counts(reference, current);
    }
    double[] a = Case.toNumbers(reference);
    double[] b = Case.toNumbers(current);
    double[] edges = Histogram.doane(a);
    double[] p = Histogram.counts(a, edges);
    double[] q = Histogram.counts(b, edges);
    double outside = b.length - Arrays.stream(q).sum();
    p = Arrays.copyOf(p, p.length + 1);
    q = Arrays.copyOf(q, q.length + 1);
    q[q.length - 1] = outside;
    return new double[][] {p, q};
  }

  private static List<String> column(Case c, String file) throws IOException {
    Map<String, List<String>> table = c.table(file);
    return table.values().iterator().next();
  }
}
