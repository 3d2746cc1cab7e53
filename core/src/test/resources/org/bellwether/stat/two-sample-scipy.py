"""Makes two-sample-scipy.json (scipy 1.10.1, numpy 1.24.2): python3 two-sample-scipy.py > two-sample-scipy.json"""
import json

import numpy as np
from scipy import stats
from scipy.spatial.distance import jensenshannon

rng = np.random.default_rng(7)
out = {"made_by": "two-sample-scipy.py, scipy 1.10.1"}


def psi(p, q):
    p, q = np.maximum(p / p.sum(), 1e-4), np.maximum(q / q.sum(), 1e-4)
    return ((q - p) * np.log(q / p)).sum()


def kl(p, q):
    p, q = np.maximum(p / p.sum(), 1e-4), np.maximum(q / q.sum(), 1e-4)
    return stats.entropy(q, p)


def distances(p, q):
    p, q = np.asarray(p, float), np.asarray(q, float)
    P, Q = p / p.sum(), q / q.sum()
    return {"psi": psi(p, q), "js2": jensenshannon(p, q, 2), "jse": jensenshannon(p, q),
            "kl": kl(p, q), "hellinger": np.sqrt(max(0, 1 - np.sqrt(P * Q).sum())),
            "tv": abs(P - Q).sum() / 2, "linf": abs(P - Q).max()}


numeric = []
for name, a, b in (
    ("normal", rng.normal(0, 1, 83), rng.normal(.3, 1.2, 61)),
    ("tied", np.round(rng.normal(0, 1, 90), 1), np.round(rng.normal(0, 1, 120), 1)),
    ("zero-inflated", np.where(rng.random(70) < .6, 0, rng.exponential(3, 70)), np.where(rng.random(64) < .4, 0, rng.exponential(3, 64))),
    ("heavy", rng.standard_cauchy(100), rng.standard_cauchy(100) * 2),
    ("apart", rng.random(12), rng.random(9) + 5),
    ("tiny", np.array([1., 2, 2]), np.array([2.])),
):
    a, b = np.round(np.sort(a), 4), np.round(np.sort(b), 4)
    e = [a[len(a) * (i + 1) // 10] for i in range(9)]
    p = np.diff([0, *np.searchsorted(a, e, "left"), len(a)]).astype(float)
    q = np.diff([0, *np.searchsorted(b, e, "left"), len(b)]).astype(float)
    w = stats.wasserstein_distance(a, b)
    numeric.append({"name": name, "reference": a.tolist(), "current": b.tolist(), "p": p.tolist(), "q": q.tolist(),
                    "ks": stats.ks_2samp(a, b).statistic, "ks_exact_p": stats.ks_2samp(a, b, mode="exact").pvalue,
                    "w1": w, "w1_normed": w / a.std(), "out_of_range": int((b < a[0]).sum() + (b > a[-1]).sum()), **distances(p, q)})
out["numeric"] = numeric

ksp = []
for n, m in ((5, 5), (7, 12), (40, 40), (50, 333), (500, 400), (1000, 999)):
    L = np.lcm(n, m)
    for h in sorted({max(1, int(L * f)) for f in (.05, .1, .2, .4, .7, 1)}):
        # Samples with exactly this D are built by scipy's own function for the exact tail.
        from scipy.stats._stats_py import _attempt_exact_2kssamp
        ok, d, p = _attempt_exact_2kssamp(n, m, int(np.gcd(n, m)), h / L, "two-sided")
        if ok:
            ksp.append({"n": n, "m": m, "d": h / L, "p": p})
out["ks_exact"] = ksp
out["ks_asymptotic"] = [{"n": n, "m": m, "d": d, "p": stats.kstwobign.sf(d * np.sqrt(n * m / (n + m)))}
                        for n, m, d in ((1e5, 1e5, .003), (1e5, 1e5, .01), (1e6, 2e5, .02), (1e6, 1e6, 1e-4))]

categories = []
for name, p, q in (
    ("even", [30, 40, 30], [35, 30, 35]), ("two", [130, 370], [240, 260]), ("unseen", [10, 20, 0, 5], [8, 22, 7, 0]),
    ("rare", [100, 80, 3, 2, 1, 1, 0], [90, 95, 0, 1, 1, 0, 2]), ("sizes", [1000, 2000, 3000], [12, 20, 28]),
):
    chi, cp, df, _ = stats.chi2_contingency([p, q], correction=False)
    g, gp, _, _ = stats.chi2_contingency([p, q], correction=False, lambda_="log-likelihood")
    row = {"name": name, "p": p, "q": q, "chi2": chi, "chi2_p": cp, "df": int(df), "g": g, "g_p": gp, **distances(p, q)}
    if len(p) == 2:
        y = stats.chi2_contingency([p, q], correction=True)
        row |= {"yates": y[0], "yates_p": y[1], "fisher_p": stats.fisher_exact([p, q])[1]}
    if min(p) > 0:
        f = np.array(p) / sum(p) * sum(q)
        row |= {"gof": stats.chisquare(q, f)[0], "gof_p": stats.chisquare(q, f)[1],
                "g_gof": stats.power_divergence(q, f, lambda_="log-likelihood")[0]}
    categories.append(row)
out["categories"] = categories

p = np.round(np.sort(rng.random(9) ** 3), 6)
rng.shuffle(p)
m = len(p)
order = np.argsort(p)
bh = np.empty(m)
bh[order] = np.minimum(1, np.minimum.accumulate((p[order] * m / np.arange(1, m + 1))[::-1])[::-1])
holm = np.empty(m)
holm[order] = np.minimum(1, np.maximum.accumulate(p[order] * (m - np.arange(m))))
out["adjusted"] = {"p": p.tolist(), "bh": bh.tolist(), "holm": holm.tolist(), "bonferroni": np.minimum(1, p * m).tolist()}

inter = []
for k, n, lv in ((0, 20, .95), (3, 20, .95), (20, 20, .99), (812, 1000, .95)):
    cp, wi = (stats.binomtest(k, n).proportion_ci(lv, method=x) for x in ("exact", "wilson"))
    inter.append({"k": k, "n": n, "level": lv, "cp": list(cp), "wilson": list(wi)})
out["proportions"] = inter
# Newcombe (1998), Table II, row (a): 56/70 - 48/80, and (g) 10/10 - 0/20: method 10 as published.
out["newcombe"] = [{"k1": 48, "n1": 80, "k2": 56, "n2": 70, "low": .0524, "high": .3339}, {"k1": 0, "n1": 20, "k2": 10, "n2": 10, "low": .6791, "high": 1.0}]
out["ncx2"] = [{"x": x, "df": df, "nc": nc, "sf": stats.ncx2.sf(x, df, nc)} for x, df, nc in
               ((3, 1, .5), (20, 9, 4), (60, 9, 12), (500, 9, 400), (1500, 30, 1600), (9000, 9, 8800), (21000, 99, 20000))]
print(json.dumps(out, indent=1))
