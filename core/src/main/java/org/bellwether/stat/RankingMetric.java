package org.bellwether.stat;

import java.util.Arrays;

/**
 * Quality of one ranked list. Rows come in descending order of score; relevance is at least 0, and
 * a row is relevant when it is above 0. Every metric is NaN for a list without a relevant row:
 * there is nothing to find. Ties keep the order of the rows, except in NDCG.
 */
public enum RankingMetric {
  /**
   * Normalised discounted cumulative gain with linear gain and discount log2(1+rank); gains of tied
   * scores are averaged (McSherry and Najork 2008, doi:10.1007/978-3-540-78646-7_38), as in
   * scikit-learn.
   */
  NDCG {
    @Override
    double of(double[] score, double[] relevance, int k) {
      double[] ideal = relevance.clone();
      Arrays.sort(ideal);
      double best = 0;
      for (int i = 0; i < Math.min(k, ideal.length); i++) {
        best += ideal[ideal.length - 1 - i] * discount(i);
      }
      double gain = 0;
      for (int from = 0; from < Math.min(k, score.length); ) {
        int to = from;
        double sum = 0;
        while (to < score.length && score[to] == score[from]) {
          sum += relevance[to++];
        }
        for (int i = from; i < Math.min(k, to); i++) {
          gain += sum / (to - from) * discount(i);
        }
        from = to;
      }
      return gain / best;
    }
  },
  /** 1 / rank of the first relevant row; 0 when it comes after k. */
  RECIPROCAL_RANK {
    @Override
    double of(double[] score, double[] relevance, int k) {
      for (int i = 0; i < Math.min(k, relevance.length); i++) {
        if (relevance[i] > 0) {
          return 1.0 / (i + 1);
        }
      }
      return 0;
    }
  },
  /** Sum of precision at the rank of each relevant row up to k, over min(k, relevant rows). */
  AVERAGE_PRECISION {
    @Override
    double of(double[] score, double[] relevance, int k) {
      double sum = 0;
      int hits = 0;
      for (int i = 0; i < Math.min(k, relevance.length); i++) {
        if (relevance[i] > 0) {
          hits++;
          sum += (double) hits / (i + 1);
        }
      }
      return sum / Math.min(k, relevant(relevance, relevance.length));
    }
  },
  /** Mean of recall at the rank of each relevant row up to k; 0 when there is none. */
  AVERAGE_RECALL {
    @Override
    double of(double[] score, double[] relevance, int k) {
      int hits = relevant(relevance, k);
      int all = relevant(relevance, relevance.length);
      return hits == 0 ? 0 : (hits + 1) / 2.0 / all;
    }
  },
  /** Relevant rows up to k over all relevant rows. */
  RECALL {
    @Override
    double of(double[] score, double[] relevance, int k) {
      return (double) relevant(relevance, k) / relevant(relevance, relevance.length);
    }
  },
  /** Relevant rows up to k over k, also when the list is shorter. */
  PRECISION {
    @Override
    double of(double[] score, double[] relevance, int k) {
      return (double) relevant(relevance, k) / k;
    }
  },
  /** Harmonic mean of precision and recall; 0 when both are. */
  F1 {
    @Override
    double of(double[] score, double[] relevance, int k) {
      return 2.0 * relevant(relevance, k) / (k + relevant(relevance, relevance.length));
    }
  },
  /** 1 when a relevant row is among the first k, otherwise 0. */
  HIT_RATE {
    @Override
    double of(double[] score, double[] relevance, int k) {
      return relevant(relevance, k) > 0 ? 1 : 0;
    }
  };

  abstract double of(double[] score, double[] relevance, int k);

  /**
   * The metric of one list.
   *
   * @param score descending
   * @param relevance gain of each row, at least 0
   * @param k ranks looked at, at least 1
   * @return in [0, 1]; NaN without a relevant row
   */
  public double at(int k, double[] score, double[] relevance) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, not " + k);
    }
    return relevant(relevance, relevance.length) == 0 ? Double.NaN : of(score, relevance, k);
  }

  /** Discounted cumulative gain of the first k ranks: sum of gain / log2(1 + rank). */
  public static double discountedGain(int k, double[] gain) {
    double sum = 0;
    for (int i = 0; i < Math.min(k, gain.length); i++) {
      sum += gain[i] * discount(i);
    }
    return sum;
  }

  /**
   * Novelty of a recommended item: -log2 of the share of users that knew it; NaN when none did.
   *
   * @param knewIt users that had the item before
   * @param users all users
   */
  public static double novelty(long knewIt, long users) {
    return knewIt == 0 ? Double.NaN : Math.log((double) users / knewIt) / Math.log(2);
  }

  private static double discount(int index) {
    return Math.log(2) / Math.log(index + 2.0);
  }

  private static int relevant(double[] relevance, int k) {
    int n = 0;
    for (int i = 0; i < Math.min(k, relevance.length); i++) {
      if (relevance[i] > 0) {
        n++;
      }
    }
    return n;
  }
}
