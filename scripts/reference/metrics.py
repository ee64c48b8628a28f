"""Expected values for src/core/metrics, computed by scikit-learn and SciPy (Debian: python3-sklearn, python3-scipy).

Run: python3 scripts/reference/metrics.py > src/core/metrics/reference.json
Inputs are drawn from a fixed seed and written beside the values, ties and absent classes included.
"""
import json
import warnings

import numpy as np
import sklearn
from scipy import stats
from sklearn import metrics as m

warnings.filterwarnings("ignore")
rng = np.random.default_rng(20261121)


def softmax(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def single_label(n, c, never_predicted=None):
    actual = rng.integers(0, c, n)
    logits = rng.normal(size=(n, c)) + 1.2 * np.eye(c)[actual]
    if never_predicted is not None:
        logits[:, never_predicted] = -9
    p = softmax(logits).astype(np.float32)
    # float32 rows as the page stores them; scikit-learn sees the same numbers in float64
    q = p.astype(np.float64)
    predicted = q.argmax(1)
    labels = list(range(c))
    pr, rc, f1, su = m.precision_recall_fscore_support(actual, predicted, labels=labels, zero_division=0)
    confidence = q.max(1)
    right = (predicted == actual).astype(float)
    bins = np.minimum((confidence * 10).astype(int), 9)
    ece = sum(abs(right[bins == b].sum() - confidence[bins == b].sum()) for b in range(10)) / n
    out = dict(
        classes=c,
        actual=actual.tolist(),
        probabilities=p.reshape(-1).tolist(),
        confusion=m.confusion_matrix(actual, predicted, labels=labels).reshape(-1).tolist(),
        accuracy=m.accuracy_score(actual, predicted),
        balancedAccuracy=m.balanced_accuracy_score(actual, predicted),
        top={str(k): m.top_k_accuracy_score(actual, q, k=k, labels=labels) for k in range(1, c)} if c > 2 else {},
        precision=pr.tolist(), recall=rc.tolist(), f1=f1.tolist(), support=su.tolist(),
        macroF1=m.f1_score(actual, predicted, average="macro", labels=labels, zero_division=0),
        weightedF1=m.f1_score(actual, predicted, average="weighted", labels=labels, zero_division=0),
        macroPrecision=m.precision_score(actual, predicted, average="macro", labels=labels, zero_division=0),
        weightedRecall=m.recall_score(actual, predicted, average="weighted", labels=labels, zero_division=0),
        logLoss=m.log_loss(actual, q, labels=labels),
        brier=float(((q - np.eye(c)[actual]) ** 2).sum(1).mean()),
        expectedCalibrationError=float(ece),
        kappa=m.cohen_kappa_score(actual, predicted, labels=labels),
        quadraticKappa=m.cohen_kappa_score(actual, predicted, labels=labels, weights="quadratic"),
        adjacentAccuracy=float((abs(actual - predicted) <= 1).mean()),
    )
    return out


def multi_label(n, c, absent=None):
    actual = (rng.random((n, c)) < 0.3).astype(int)
    if absent is not None:
        actual[:, absent] = 0
    # two decimals: ties between scores on purpose
    p = np.round(np.clip(0.35 * actual + rng.random((n, c)) * 0.65, 0, 1), 2).astype(np.float32)
    q = p.astype(np.float64)
    predicted = (q >= 0.5).astype(int)
    pr, rc, f1, su = m.precision_recall_fscore_support(actual, predicted, average=None, zero_division=0)
    usable = [k for k in range(c) if 0 < actual[:, k].sum() < n]
    return dict(
        classes=c,
        actual=actual.reshape(-1).tolist(),
        probabilities=p.reshape(-1).tolist(),
        binaryAccuracy=float((actual == predicted).mean()),
        hammingLoss=m.hamming_loss(actual, predicted),
        allMatch=m.accuracy_score(actual, predicted),
        atLeastOne=float(((actual & predicted).sum(1) > 0).mean()),
        precision=pr.tolist(), recall=rc.tolist(), f1=f1.tolist(), support=su.tolist(),
        microF1=m.f1_score(actual, predicted, average="micro", zero_division=0),
        macroF1=m.f1_score(actual, predicted, average="macro", zero_division=0),
        weightedF1=m.f1_score(actual, predicted, average="weighted", zero_division=0),
        samplesF1=m.f1_score(actual, predicted, average="samples", zero_division=0),
        averagePrecision=[m.average_precision_score(actual[:, k], q[:, k]) if k in usable else None for k in range(c)],
        auc=[m.roc_auc_score(actual[:, k], q[:, k]) if k in usable else None for k in range(c)],
        meanAveragePrecision=float(np.mean([m.average_precision_score(actual[:, k], q[:, k]) for k in usable])),
        meanAuc=float(np.mean([m.roc_auc_score(actual[:, k], q[:, k]) for k in usable])),
        logLoss=float(np.mean([m.log_loss(actual[:, k], np.clip(q[:, k], 1e-7, 1 - 1e-7), labels=[0, 1]) for k in range(c)])),
    )


def regression(n):
    actual = rng.normal(6, 1.2, n)
    predicted = np.round(actual + rng.normal(0, 1, n), 1)
    return dict(
        actual=actual.tolist(), predicted=predicted.tolist(),
        meanAbsoluteError=m.mean_absolute_error(actual, predicted),
        rootMeanSquaredError=float(np.sqrt(m.mean_squared_error(actual, predicted))),
        r2=m.r2_score(actual, predicted),
        spearman=stats.spearmanr(actual, predicted).statistic,
        pearson=stats.pearsonr(actual, predicted).statistic,
    )


def mcnemar(b, c):
    exact = float(min(1.0, 2 * stats.binom.cdf(min(b, c), b + c, 0.5))) if b + c else 1.0
    statistic = (abs(b - c) - 1) ** 2 / (b + c) if b + c else 0.0
    return dict(onlyFirst=b, onlySecond=c, exact=exact, statistic=statistic,
                approximate=float(stats.chi2.sf(statistic, 1)) if b + c else 1.0)


print(json.dumps(dict(
    madeBy=f"scripts/reference/metrics.py, scikit-learn {sklearn.__version__}",
    singleLabel=[single_label(60, 4), single_label(80, 5, never_predicted=2), single_label(50, 2)],
    multiLabel=[multi_label(60, 5), multi_label(50, 4, absent=1)],
    regression=[regression(50)],
    mcnemar=[mcnemar(3, 9), mcnemar(10, 10), mcnemar(0, 0), mcnemar(40, 22), mcnemar(180, 240), mcnemar(0, 6)],
)))
