package org.bellwether.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.statistics.inference.FisherExactTest;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Threshold;
import org.bellwether.learner.Embedder;
import org.bellwether.learner.SampledRows;
import org.bellwether.profile.Profile;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.stat.Normal;
import org.bellwether.stat.SampleSize;
import org.jspecify.annotations.Nullable;

/**
 * Whether texts have changed, by vocabulary and, with an embedder, by meaning; their length is a
 * number that {@link ColumnDrift} compares.
 *
 * <p>Vocabulary: for each of the {@value #WORDS} words (letters and digits, lower case) found in
 * most texts of both samples together, the share of texts with the word; Fisher's exact test, the
 * smallest p-value times the number of words tried (Bonferroni); the effect is that word's change
 * of share, its interval at that many times the confidence. One chi-square over word counts would
 * be wrong: words of one text are not independent. Meaning: the tests of {@link EmbeddingDrift} on
 * the texts' vectors.
 */
public final class TextDrift {

  /** Words that are compared. */
  public static final int WORDS = 200;

  /** Texts of each table that are embedded, which is what takes the time. */
  public static final int EMBEDDED = 500;

  private static final int MOST_ROWS = 5000;
  private static final int FEWEST_ROWS = 20;
  private static final int EXACT = 10;
  private static final Threshold SHARE = Threshold.above(0.1, 0.25);
  private static final Pattern WORD_END = Pattern.compile("[^\\p{L}\\p{Nd}']+");

  private final @Nullable Embedder embedder;

  private TextDrift(@Nullable Embedder embedder) {
    this.embedder = embedder;
  }

  /** By vocabulary alone. */
  public static TextDrift withoutEmbedder() {
    return new TextDrift(null);
  }

  /** By meaning alone; {@value #EMBEDDED} texts of each table are embedded. */
  public static TextDrift by(Embedder embedder) {
    return new TextDrift(embedder);
  }

  /** Compares every text column that both tables have. */
  public List<Measurement> measure(Profile reference, Profile current) {
    List<Measurement> all = new ArrayList<>();
    SampledRows before = SampledRows.of(reference).limit(MOST_ROWS);
    SampledRows now = SampledRows.of(current).limit(MOST_ROWS);
    for (ColumnSchema column : reference.schema().columns()) {
      boolean both =
          column.type() == ColumnType.TEXT
              && !column.is(Role.IGNORED)
              && !column.is(Role.ID)
              && current
                  .schema()
                  .column(column.name())
                  .filter(c -> c.type() == ColumnType.TEXT)
                  .isPresent();
      if (both) {
        all.addAll(compare(column.name(), texts(before, column), texts(now, column)));
      }
    }
    return all;
  }

  private List<Measurement> compare(String column, List<String> before, List<String> now) {
    List<Measurement> all = new ArrayList<>();
    if (Math.min(before.size(), now.size()) < FEWEST_ROWS) {
      all.add(
          builder(
                  embedder == null ? "text-vocabulary" : "text-embedding",
                  "texts",
                  column,
                  before,
                  now)
              .undefined(
                  "Whether the texts of '"
                      + column
                      + "' have changed cannot be said of fewer than "
                      + FEWEST_ROWS));
      return all;
    }
    if (embedder == null) {
      all.add(vocabulary(column, before, now));
    } else {
      all.addAll(
          EmbeddingDrift.compare(
              column, "text-embedding", embed(embedder, before), embed(embedder, now)));
    }
    return all;
  }

  private static Measurement.Builder builder(
      String check, String method, String column, List<String> before, List<String> now) {
    return Measurement.of(Kind.DRIFT, check)
        .method(Method.exact(method))
        .column(column)
        .rows(now.size(), before.size())
        .threshold(SHARE);
  }

  /** How many texts of each sample hold a word. */
  private record Word(String text, int before, int now) {
    double change(double n, double m) {
      return now / n - before / m;
    }

    double z(double n, double m) {
      double pooled = (before + now) / (n + m);
      double spread = pooled * (1 - pooled) * (1 / n + 1 / m);
      return spread > 0 ? Math.abs(change(n, m)) / Math.sqrt(spread) : 0;
    }
  }

  private static Measurement vocabulary(String column, List<String> before, List<String> now) {
    Map<String, Integer> a = documents(before);
    Map<String, Integer> b = documents(now);
    Set<String> all = new HashSet<>(a.keySet());
    all.addAll(b.keySet());
    double n = now.size();
    double m = before.size();
    List<Word> words =
        all.stream()
            .map(w -> new Word(w, a.getOrDefault(w, 0), b.getOrDefault(w, 0)))
            .sorted(
                Comparator.comparingInt((Word w) -> -w.before() - w.now())
                    .thenComparing(Word::text))
            .limit(WORDS)
            .sorted(Comparator.comparingDouble((Word w) -> -w.z(n, m)))
            .toList();
    Measurement.Builder builder =
        builder("text-vocabulary", "Fisher's exact test a word, Bonferroni", column, before, now);
    if (words.isEmpty()) {
      return builder.undefined("The texts of '" + column + "' hold no words");
    }
    Word word = words.get(0);
    double p = 1;
    // The test is exact for the words that differ most; others cannot have a much smaller p-value.
    for (Word w : words.subList(0, Math.min(EXACT, words.size()))) {
      p = Math.min(p, fisher(w, now.size(), before.size()));
    }
    double change = word.change(n, m);
    double z = Normal.upper(0.05 / 2 / words.size());
    double p1 = word.now() / n;
    double p0 = word.before() / m;
    double half = z * Math.sqrt(p1 * (1 - p1) / n + p0 * (1 - p0) / m) + 0.5 / n + 0.5 / m;
    double family = words.size();
    double variance = 0.25;
    return builder
        .value(p1, p0)
        .effect(Math.abs(change))
        .test(
            Math.min(1, p * family),
            new Interval(
                Math.max(0, Math.abs(change) - half), Math.min(1, Math.abs(change) + half), 0.95))
        .power(
            level -> SampleSize.forDifference(level / 2 / family, variance, SHARE.warning(), n / m))
        .build(
            String.format(
                Locale.ROOT,
                "The word '%s' is in %.0f of 100 texts of '%s', %.0f in the reference: of %d words"
                    + " the one that changed most",
                word.text(),
                100 * p1,
                column,
                100 * p0,
                words.size()));
  }

  private static double fisher(Word w, int n, int m) {
    int[][] table = {{w.now(), n - w.now()}, {w.before(), m - w.before()}};
    return FisherExactTest.withDefaults().test(table).getPValue();
  }

  private static Map<String, Integer> documents(List<String> texts) {
    Map<String, Integer> counts = new HashMap<>();
    for (String text : texts) {
      Set<String> words =
          new HashSet<>(Arrays.asList(WORD_END.split(text.toLowerCase(Locale.ROOT))));
      words.remove("");
      words.forEach(word -> counts.merge(word, 1, Integer::sum));
    }
    return counts;
  }

  private static double[][] embed(Embedder embedder, List<String> texts) {
    List<String> some = texts.subList(0, Math.min(EMBEDDED, texts.size()));
    return Arrays.stream(embedder.embed(some))
        .map(EmbeddingDrift::doubles)
        .toArray(double[][]::new);
  }

  private static List<String> texts(SampledRows rows, ColumnSchema column) {
    return Arrays.stream(rows.values(column.name())).filter(Objects::nonNull).toList();
  }
}
