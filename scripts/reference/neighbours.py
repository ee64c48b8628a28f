"""Neighbours, k nearest neighbours, one-versus-rest and ML-kNN out of scikit-learn pieces and numpy.

    /usr/bin/python3 scripts/reference/neighbours.py > scripts/reference/neighbours.json

Two data sets: `continuous`, in which no two distances are equal, and `tied`, of small whole numbers, where many
are; scikit-learn's exact distances are then ordered by (distance, index). Where classes tie in a vote,
scikit-learn takes the smallest class and Onesheet the nearest: those queries are listed in `tiedVotes`.
ML-kNN is written after Zhang & Zhou (2007), equations 1 to 6, label by label.
"""

import json

import numpy as np
import sklearn
from sklearn.multiclass import OneVsRestClassifier
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors

rng = np.random.default_rng(20261124)
KS = [1, 2, 5, 10, 20]
SMOOTHING = [1.0, 0.5]


def ordered(train, query, count, skip_self):
    search = NearestNeighbors(n_neighbors=len(train), algorithm='brute').fit(train)
    distances, indices = search.kneighbors(query)
    rows = []
    for row, (distance, index) in enumerate(zip(np.round(distances**2, 9), indices)):
        order = index[np.lexsort((index, distance))]
        if skip_self:
            order = order[order != row]
        rows.append(order[:count])
    return np.array(rows)


def ml_knn(y, within, of_query, k, s):
    m, labels = y.shape
    out = np.zeros((len(of_query), labels))
    for label in range(labels):
        has = y[:, label] == 1
        p1 = (s + has.sum()) / (s * 2 + m)
        p0 = 1 - p1
        delta = y[within[:, :k], label].sum(1)
        c = np.bincount(delta[has], minlength=k + 1)
        c_not = np.bincount(delta[~has], minlength=k + 1)
        e1 = (s + c) / (s * (k + 1) + c.sum())
        e0 = (s + c_not) / (s * (k + 1) + c_not.sum())
        j = y[of_query[:, :k], label].sum(1)
        out[:, label] = p1 * e1[j] / (p1 * e1[j] + p0 * e0[j])
    return out


def flat(values, digits=10):
    return np.round(np.asarray(values, float), digits).reshape(-1).tolist()


def case(train, query, tied):
    y = (rng.random((len(train), 5)) < 1 / (1 + np.exp(-train[:, :1] + [0, 0.5, 1, 2, 9]))).astype(int)
    classes = np.clip(np.round(train[:, 1] + 1), 0, 2).astype(int)
    within = ordered(train, train, max(KS), True)
    of_query = ordered(train, query, max(KS), False)
    if not tied:
        plain = NearestNeighbors(n_neighbors=max(KS)).fit(train).kneighbors(query, return_distance=False)
        assert (plain == of_query).all()
        itself = NearestNeighbors(n_neighbors=max(KS)).fit(train).kneighbors(return_distance=False)
        assert (itself == within).all()
    result = {
        'dimensions': train.shape[1], 'labelCount': 5, 'classCount': 3,
        'train': flat(train), 'query': flat(query), 'labels': y.reshape(-1).tolist(), 'classes': classes.tolist(),
        'within': within.tolist(), 'ofQuery': of_query.tolist(), 'ks': {},
    }
    for k in KS:
        entry = {f'mlKnn{s}': flat(ml_knn(y, within, of_query, k, s)) for s in SMOOTHING}
        if not tied:
            knn = KNeighborsClassifier(k).fit(train, classes)
            shares = knn.predict_proba(query)
            entry['classShares'] = flat(shares)
            entry['predicted'] = knn.predict(query).tolist()
            entry['tiedVotes'] = np.flatnonzero((shares == shares.max(1, keepdims=True)).sum(1) > 1).tolist()
            # the last label is in no training film: scikit-learn's constant predictor says 0 there
            entry['oneVersusRest'] = flat(OneVsRestClassifier(KNeighborsClassifier(k)).fit(train, y).predict_proba(query))
        result['ks'][str(k)] = entry
    assert not tied or len({tuple(row) for row in train}) < len(train)
    return result


print(json.dumps({
    'sklearn': sklearn.__version__,
    'continuous': case(np.round(rng.normal(size=(60, 4)), 4), np.round(rng.normal(size=(15, 4)), 4), False),
    'tied': case(rng.integers(-2, 3, (60, 3)).astype(float), rng.integers(-2, 3, (15, 3)).astype(float), True),
}))
