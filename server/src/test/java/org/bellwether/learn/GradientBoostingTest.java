package org.bellwether.learn;

import org.bellwether.learner.Learner;
import org.junit.jupiter.api.Nested;

class GradientBoostingTest {

  @Nested
  class Classifier extends LearnerContract {
    @Override
    Learner learner() {
      return GradientBoosting.classifier();
    }

    @Override
    boolean classifies() {
      return true;
    }
  }

  @Nested
  class Regressor extends LearnerContract {
    @Override
    Learner learner() {
      return GradientBoosting.regressor();
    }

    @Override
    boolean classifies() {
      return false;
    }
  }
}
