package org.bellwether.learn;

import org.bellwether.learner.Embedder;

class MiniLmTest extends EmbedderContract {
  @Override
  Embedder embedder() {
    return new MiniLm();
  }
}
