package org.bellwether.cli;

import java.util.ArrayList;
import java.util.List;
import org.bellwether.check.Check;
import org.bellwether.drift.ClassifierTest;
import org.bellwether.drift.PcaReconstruction;
import org.bellwether.drift.TextDrift;
import org.bellwether.fairness.ProxyDetection;
import org.bellwether.finding.Measurement;
import org.bellwether.learn.GradientBoosting;
import org.bellwether.learn.MiniLm;
import org.bellwether.performance.DirectLossEstimation;
import org.bellwether.profile.Profile;
import org.bellwether.quality.LabelNoise;
import picocli.CommandLine.Option;

/** Options of the measures that fit a model to rows; they cost seconds, so they are asked for. */
final class LearnerFlags {

  @Option(
      names = "--multivariate",
      description =
          "Compare all features together too: a classifier, principal components, proxies of"
              + " protected columns.")
  boolean multivariate;

  @Option(
      names = "--text-embedding",
      description = "Compare the meaning of texts too, by a sentence model (5 to 20 s a column).")
  boolean textEmbedding;

  /** Adds what was asked for, and the estimate of a regression's error where labels are missing. */
  Check addTo(Check check) {
    Check more = check.with(DirectLossEstimation.by(GradientBoosting.regressor())::measure);
    if (multivariate) {
      more =
          more.with(ClassifierTest.by(GradientBoosting.classifier())::measure)
              .with(PcaReconstruction::measure)
              .with(ProxyDetection.by(GradientBoosting.classifier())::measure);
    }
    return textEmbedding ? more.with(TextDrift.by(new MiniLm())::measure) : more;
  }

  /** What was asked for of a training table. */
  List<Measurement> measure(Profile training) {
    List<Measurement> all = new ArrayList<>();
    if (multivariate) {
      all.addAll(LabelNoise.by(GradientBoosting.classifier()).measure(training));
      all.addAll(ProxyDetection.by(GradientBoosting.classifier()).measure(training));
    }
    return all;
  }
}
