package org.bellwether.learn;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import org.bellwether.learner.Embedder;

/**
 * Sentence embeddings by all-MiniLM-L6-v2 (quantised), which is part of its Maven jar: nothing is
 * fetched. English is what it was made for. The model (23 MB) is loaded with the first text. A
 * short text takes about 2 ms on one core and a long one ten times that, so only the first {@value
 * #MOST_CHARACTERS} characters of a text are read.
 */
public final class MiniLm implements Embedder {

  private static final int DIMENSION = 384;
  private static final int MOST_CHARACTERS = 600;

  /** The model refuses text without a letter to go by. */
  private static final String BLANK = "(empty)";

  /** Loads the model once, when the first text comes. */
  private static final class Model {
    static final EmbeddingModel LOADED = new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);

    private Model() {}
  }

  @Override
  public int dimension() {
    return DIMENSION;
  }

  @Override
  public float[][] embed(List<String> texts) {
    List<TextSegment> segments = new ArrayList<>(texts.size());
    for (String text : texts) {
      segments.add(TextSegment.from(beginning(text)));
    }
    if (segments.isEmpty()) {
      return new float[0][];
    }
    return Model.LOADED.embedAll(segments).content().stream()
        .map(embedding -> normalised(embedding.vector()))
        .toArray(float[][]::new);
  }

  private static String beginning(String text) {
    String start = text.substring(0, Math.min(MOST_CHARACTERS, text.length()));
    return start.isBlank() ? BLANK : start;
  }

  private static float[] normalised(float[] vector) {
    double squares = 0;
    for (float v : vector) {
      squares += (double) v * v;
    }
    float[] result = new float[vector.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) (vector[i] / Math.sqrt(squares));
    }
    return result;
  }
}
