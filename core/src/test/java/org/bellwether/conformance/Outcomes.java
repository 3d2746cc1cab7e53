package org.bellwether.conformance;

import java.util.Map;
import java.util.TreeMap;
import org.bellwether.stat.ConfusionMatrix;
import org.bellwether.stat.ScoreTable;

/** Turns labels, decisions and scores of cases into counts. */
final class Outcomes {

  private Outcomes() {}

  static double[] ones(int n) {
    double[] ones = new double[n];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  static ConfusionMatrix confusion(double[] label, double[] decision) {
    return confusion(label, decision, ones(label.length), 1);
  }

  static ConfusionMatrix confusion(
      double[] label, double[] decision, double[] weight, double positive) {
    double[] cells = new double[4];
    for (int i = 0; i < label.length; i++) {
      boolean yes = label[i] == positive;
      boolean decided = decision[i] == positive;
      cells[decided ? (yes ? 0 : 1) : (yes ? 2 : 3)] += weight[i];
    }
    return new ConfusionMatrix(cells[0], cells[1], cells[2], cells[3]);
  }

  static ScoreTable table(double[] label, double[] score) {
    TreeMap<Double, double[]> rows = new TreeMap<>();
    for (int i = 0; i < label.length; i++) {
      rows.computeIfAbsent(score[i], s -> new double[2])[label[i] == 1 ? 0 : 1]++;
    }
    double[][] columns = new double[4][rows.size()];
    int i = 0;
    for (Map.Entry<Double, double[]> row : rows.entrySet()) {
      columns[0][i] = row.getKey();
      columns[1][i] = row.getValue()[0];
      columns[2][i] = row.getValue()[1];
      i++;
    }
    return new ScoreTable(columns[0], columns[1], columns[2], columns[3]);
  }
}
