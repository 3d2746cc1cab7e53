package org.bellwether.learner;

import java.util.List;

/** Turns texts into vectors. */
public interface Embedder {

  /** Length of the vectors. */
  int dimension();

  /** One vector of unit length for each text. */
  float[][] embed(List<String> texts);
}
