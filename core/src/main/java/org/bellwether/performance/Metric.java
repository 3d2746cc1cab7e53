package org.bellwether.performance;

/** Metrics of a model's quality, with the definition that a reader is shown. */
public enum Metric {
  ACCURACY("accuracy", "share of labelled rows decided right", true),
  BALANCED_ACCURACY("balanced accuracy", "mean over classes of the share decided right", true),
  PRECISION("precision", "share of rows decided positive that are positive", true),
  RECALL("recall", "share of positive rows decided positive (true positive rate)", true),
  SPECIFICITY("specificity", "share of negative rows decided negative", true),
  NEGATIVE_PREDICTIVE_VALUE("NPV", "share of rows decided negative that are negative", true),
  FALSE_POSITIVE_RATE("false positive rate", "share of negative rows decided positive", false),
  FALSE_NEGATIVE_RATE("false negative rate", "share of positive rows decided negative", false),
  F1("F1", "harmonic mean of precision and recall", true),
  F2("F2", "F-beta that weighs recall twice as much as precision", true),
  F_HALF("F0.5", "F-beta that weighs precision twice as much as recall", true),
  MCC("MCC", "Matthews correlation of label and decision, from -1 to 1", true),
  KAPPA("kappa", "agreement of label and decision beyond chance (Cohen)", true),
  ROC_AUC("ROC AUC", "probability that a positive row scores above a negative one", true),
  GINI("Gini", "2 × ROC AUC - 1", true),
  AVERAGE_PRECISION(
      "average precision", "area under the precision–recall curve, without interpolation", true),
  LOG_LOSS("log loss", "mean of -ln of the probability given to what happened", false),
  BRIER("Brier score", "mean squared difference of probability and label", false),
  CALIBRATION_ERROR(
      "ECE",
      "mean absolute gap of predicted and observed share, in 10 score bins of equal width",
      false),
  CALIBRATION_ERROR_EQUAL_COUNT(
      "ECE (equal count)", "the same in 10 score bins of equal numbers of rows", false),
  CALIBRATION_BIAS("calibration in the large", "mean score minus share of positive rows", false),
  PREVALENCE("positive labels", "share of labelled rows that are positive", true),
  POSITIVE_RATE("positive decisions", "share of rows decided positive", true),
  CONFIDENCE("confidence", "mean over rows of the larger of score and 1 - score", true),
  MACRO_PRECISION("macro precision", "mean precision of the classes", true),
  MACRO_RECALL("macro recall", "mean recall of the classes", true),
  MACRO_F1("macro F1", "mean F1 of the classes", true),
  MICRO_F1("micro F1", "F1 of the counts of all classes together", true),
  WEIGHTED_PRECISION("weighted precision", "precision of the classes, weighted by labels", true),
  WEIGHTED_RECALL("weighted recall", "recall of the classes, weighted by labels", true),
  WEIGHTED_F1("weighted F1", "F1 of the classes, weighted by labels", true),
  MACRO_ROC_AUC("macro ROC AUC", "mean one-versus-rest ROC AUC of the classes", true),
  MACRO_AVERAGE_PRECISION(
      "macro average precision", "mean one-versus-rest average precision of the classes", true),
  MAE("MAE", "mean absolute error", false),
  RMSE("RMSE", "root of the mean squared error", false),
  MEAN_ERROR("mean error", "mean of prediction minus label", false),
  MAPE("MAPE", "mean of |error / label| where the label is not 0", false),
  RMSLE("RMSLE", "root of the mean squared difference of ln(1 + value)", false),
  R_SQUARED("R²", "1 - mean squared error / variance of the labels", true),
  NDCG_10(
      "NDCG@10", "gain of the first 10 ranks, discounted by rank, over the best possible", true),
  MRR_10("MRR@10", "mean of 1 / rank of the first relevant row, 0 after rank 10", true),
  MAP_10("MAP@10", "mean average precision of the first 10 ranks", true),
  RECALL_10("recall@10", "share of a query's relevant rows among its first 10", true),
  PRECISION_10("precision@10", "share of the first 10 ranks that are relevant", true),
  HIT_RATE_10("hit rate@10", "share of queries with a relevant row among the first 10", true);

  private final String label;
  private final String definition;
  private final boolean higherIsBetter;

  Metric(String label, String definition, boolean higherIsBetter) {
    this.label = label;
    this.definition = definition;
    this.higherIsBetter = higherIsBetter;
  }

  /** The name shown to readers. */
  public String label() {
    return label;
  }

  /** What it is, in one plain phrase. */
  public String definition() {
    return definition;
  }

  public boolean higherIsBetter() {
    return higherIsBetter;
  }
}
