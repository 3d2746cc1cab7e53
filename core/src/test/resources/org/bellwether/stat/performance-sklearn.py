"""Makes performance-sklearn.json (scikit-learn 1.2.1, numpy 1.24.2): python3 performance-sklearn.py > performance-sklearn.json"""
import json

import numpy as np
from sklearn import metrics as M
from sklearn.isotonic import IsotonicRegression

rng = np.random.default_rng(20)
cases = {"made_by": "performance-sklearn.py, scikit-learn 1.2.1"}

binary = []
for n, digits in ((12, 1), (60, 2), (400, 6)):
    s = np.round(rng.beta(2, 3, n), digits)
    y = (rng.random(n) < s).astype(int)
    d = (s > 0.5).astype(int)
    fpr, tpr, cut = M.roc_curve(y, s, drop_intermediate=False)
    b = np.minimum(9, (s * 10).astype(int))
    pos, neg = s[y == 1], s[y == 0]
    wins = (pos[:, None] > neg[None, :]) + 0.5 * (pos[:, None] == neg[None, :])
    v10, v01 = wins.mean(1), wins.mean(0)
    binary.append({
        "label": y.tolist(), "score": s.tolist(),
        "auc": M.roc_auc_score(y, s), "ap": M.average_precision_score(y, s),
        "delong_variance": v10.var(ddof=1) / len(pos) + v01.var(ddof=1) / len(neg),
        "log_loss": M.log_loss(y, s), "brier": M.brier_score_loss(y, s),
        "ece": np.abs(np.bincount(b, s, 10) - np.bincount(b, y, 10)).sum() / n,
        "accuracy": M.accuracy_score(y, d), "balanced_accuracy": M.balanced_accuracy_score(y, d),
        "precision": M.precision_score(y, d), "recall": M.recall_score(y, d), "f1": M.f1_score(y, d),
        "f2": M.fbeta_score(y, d, beta=2), "f05": M.fbeta_score(y, d, beta=0.5),
        "mcc": M.matthews_corrcoef(y, d), "kappa": M.cohen_kappa_score(y, d),
        "roc_fpr": fpr.tolist(), "roc_tpr": tpr.tolist(),
    })
cases["binary"] = binary

n = 300
y = rng.integers(0, 4, n)
p = np.where(rng.random(n) < 0.6, y, rng.integers(0, 4, n))
p[p == 3] = 2  # class 3 is never predicted
cases["multiclass"] = {
    "label": y.tolist(), "prediction": p.tolist(), "accuracy": M.accuracy_score(y, p),
    "balanced_accuracy": M.balanced_accuracy_score(y, p), "mcc": M.matthews_corrcoef(y, p),
    **{f"{m}_{a}": f(y, p, average=a, zero_division=0) for a in ("macro", "micro", "weighted")
       for m, f in (("precision", M.precision_score), ("recall", M.recall_score), ("f1", M.f1_score))},
}

y = np.round(rng.lognormal(0, 1, 200), 3)
p = np.round(y + rng.normal(0, 0.3, 200), 3)
p = np.maximum(p, 0)
cases["regression"] = {
    "label": y.tolist(), "prediction": p.tolist(), "mae": M.mean_absolute_error(y, p),
    "mse": M.mean_squared_error(y, p), "rmse": M.mean_squared_error(y, p, squared=False),
    "mape": M.mean_absolute_percentage_error(y, p), "msle": M.mean_squared_log_error(y, p),
    "r2": M.r2_score(y, p),
}

ranking = []
for n in (4, 9, 25):
    s = np.sort(np.round(rng.random(n), 1))[::-1]
    r = rng.integers(0, 4, n)
    ranking.append({"score": s.tolist(), "relevance": r.tolist(),
                    "ndcg": [M.ndcg_score([r], [s], k=k) for k in (1, 3, 10)]})
cases["ranking"] = ranking

x = np.round(rng.random(80), 2)
y = (rng.random(80) < x).astype(float)
w = rng.integers(1, 4, 80).astype(float)
iso = IsotonicRegression(out_of_bounds="clip").fit(x, y, sample_weight=w)
at = np.linspace(-0.1, 1.1, 25)
cases["isotonic"] = {"x": x.tolist(), "y": y.tolist(), "w": w.tolist(), "at": at.tolist(),
                     "value": iso.predict(at).tolist()}
print(json.dumps(cases))
