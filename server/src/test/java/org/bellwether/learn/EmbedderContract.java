package org.bellwether.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bellwether.learner.Embedder;
import org.junit.jupiter.api.Test;

/** What every embedder must do. */
abstract class EmbedderContract {

  abstract Embedder embedder();

  static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  @Test
  void makesOneVectorOfUnitLengthOfEachText() {
    float[][] vectors = embedder().embed(List.of("A refund, please", "", "   "));
    assertThat(vectors).hasNumberOfRows(3);
    for (float[] vector : vectors) {
      assertThat(vector).hasSize(embedder().dimension());
      assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-5));
    }
    assertThat(embedder().embed(List.of())).isEmpty();
  }

  @Test
  void isTheSameEachTime() {
    float[] once = embedder().embed(List.of("My card was charged twice"))[0];
    assertThat(embedder().embed(List.of("other", "My card was charged twice"))[1]).isEqualTo(once);
  }

  @Test
  void putsWhatMeansTheSameTogether() {
    float[][] v =
        embedder()
            .embed(
                List.of(
                    "My card was charged twice",
                    "I paid two times by mistake",
                    "The weather is sunny today"));
    assertThat(cosine(v[0], v[1])).isGreaterThan(cosine(v[0], v[2]) + 0.2);
  }
}
