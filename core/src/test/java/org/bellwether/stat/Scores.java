package org.bellwether.stat;

import java.util.TreeMap;

/** Makes exact score tables from rows. */
final class Scores {

  private Scores() {}

  /** One row for each distinct score; a label is 1, 0 or NaN. */
  static ScoreTable of(double[] label, double[] score) {
    double[] ones = new double[label.length];
    java.util.Arrays.fill(ones, 1);
    return of(label, score, ones);
  }

  static ScoreTable of(double[] label, double[] score, double[] weight) {
    TreeMap<Double, double[]> rows = new TreeMap<>();
    for (int i = 0; i < label.length; i++) {
      int column = Double.isNaN(label[i]) ? 2 : label[i] == 1 ? 0 : 1;
      rows.computeIfAbsent(score[i], s -> new double[3])[column] += weight[i];
    }
    double[][] columns = new double[4][rows.size()];
    int i = 0;
    for (var row : rows.entrySet()) {
      columns[0][i] = row.getKey();
      for (int c = 0; c < 3; c++) {
        columns[c + 1][i] = row.getValue()[c];
      }
      i++;
    }
    return new ScoreTable(columns[0], columns[1], columns[2], columns[3]);
  }
}
