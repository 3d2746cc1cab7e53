"""The check's main job written by hand with pandas, numpy, scipy and scikit-learn: what a user would pick instead.

usage: np_baseline.py REFERENCE.csv CURRENT.csv    (tables of `bellwether bench check`)

Prints one line a column and one a performance slice: NAME KEY VALUE KEY VALUE ... with six digits.
PSI: ten groups cut at the reference's deciles, shares floored at 1e-4. Jensen-Shannon: base 2, the distance.
F1: a score of exactly 0.5 counts as positive, the rule of `bellwether check`.
"""
import sys

import numpy as np
import pandas as pd
from scipy import stats
from scipy.spatial.distance import jensenshannon
from sklearn import metrics

FLOOR = 1e-4
reference, current = (pd.read_csv(path) for path in sys.argv[1:3])


def shares(counts):
    return np.maximum(counts / counts.sum(), FLOOR)


def psi(p, q):
    p, q = shares(p), shares(q)
    return ((q - p) * np.log(q / p)).sum()


def line(name, **values):
    print(name, *(f"{k} {v:.6g}" if isinstance(v, float) else f"{k} {v}" for k, v in values.items()))


def groups(values, edges):
    """Counts between the edges; a value on an edge belongs to the group above it."""
    cuts = np.searchsorted(values, edges, side="left")
    return np.diff(np.concatenate(([0], cuts, [len(values)]))).astype(float)


def numeric(name):
    a, b = reference[name].to_numpy(), current[name].to_numpy()
    missing = f"{np.isnan(a).sum()}/{np.isnan(b).sum()}"
    a, b = (np.sort(x[~np.isnan(x)]) for x in (a, b))
    edges = a[[len(a) * i // 10 for i in range(1, 10)]]
    p, q = groups(a, edges), groups(b, edges)
    line(
        name, missing=missing, min=float(b[0]), max=float(b[-1]),
        out_of_range=int((b < a[0]).sum() + (b > a[-1]).sum()),
        psi=float(psi(p, q)), js=float(jensenshannon(p, q, 2)),
        ks=float(stats.ks_2samp(a, b, method="asymp").statistic),
        w1=float(stats.wasserstein_distance(a, b)),
    )


def categorical(name):
    table = pd.concat([d[name].value_counts() for d in (reference, current)], axis=1).fillna(0)
    p, q = table.to_numpy(dtype=float).T
    line(
        name, missing=f"{reference[name].isna().sum()}/{current[name].isna().sum()}",
        distinct=f"{(p > 0).sum()}/{(q > 0).sum()}", unseen=int(q[p == 0].sum()),
        psi=float(psi(p, q)), js=float(jensenshannon(p, q, 2)),
        chi2=float(stats.chi2_contingency(np.array([p, q]), correction=False)[0]),
    )


def performance(name, rows):
    label, score = rows["label"].to_numpy(), rows["score"].to_numpy()
    tenth = np.minimum(9, (score * 10).astype(int))
    gap = np.abs(np.bincount(tenth, score, 10) - np.bincount(tenth, label, 10)).sum()
    line(
        name, n=len(label), auc=float(metrics.roc_auc_score(label, score)),
        ap=float(metrics.average_precision_score(label, score)),
        logloss=float(metrics.log_loss(label, score)),
        f1=float(metrics.f1_score(label, score >= 0.5)), ece=float(gap / len(label)),
    )


for i in range(14):
    numeric(f"n{i}")
for i in range(6):
    categorical(f"c{i}")
for which, table in (("ref", reference), ("cur", current)):
    performance(f"{which} all", table)
    for value, rows in table.groupby("c0"):
        performance(f"{which} {value}", rows)
