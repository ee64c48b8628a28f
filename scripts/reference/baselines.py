"""What scikit-learn's dummies reach, for src/core/neighbours/baselines.test.ts.

    /usr/bin/python3 scripts/reference/baselines.py > scripts/reference/baselines.json
"""

import json

import numpy as np
import sklearn
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.metrics import (accuracy_score, hamming_loss, mean_absolute_error, mean_squared_error)

rng = np.random.default_rng(5)


def features(rows):
    return np.zeros((len(rows), 1))


train, judged = rng.choice(4, 40, p=[0.2, 0.35, 0.1, 0.35]), rng.choice(4, 30, p=[0.2, 0.35, 0.1, 0.35])
most = DummyClassifier(strategy='most_frequent').fit(features(train), train)
prior = DummyClassifier(strategy='prior').fit(features(train), train)
labels, judged_labels = (rng.random((40, 4)) < [0.6, 0.3, 0.1, 0.55]).astype(int), (rng.random((30, 4)) < [0.6, 0.3, 0.1, 0.55]).astype(int)
multi = DummyClassifier(strategy='most_frequent').fit(features(labels), labels)
said = multi.predict(features(judged_labels))
values, judged_values = np.round(rng.normal(6, 1.2, 40), 2), np.round(rng.normal(6, 1.2, 30), 2)
mean = DummyRegressor(strategy='mean').fit(features(values), values)
told = mean.predict(features(judged_values))
print(json.dumps({
    'sklearn': sklearn.__version__,
    'classes': {
        'train': train.tolist(), 'judged': judged.tolist(), 'majority': int(most.predict([[0]])[0]),
        'shares': prior.predict_proba([[0]])[0].tolist(),
        'accuracy': accuracy_score(judged, most.predict(features(judged))),
    },
    'labels': {
        'train': labels.reshape(-1).tolist(), 'judged': judged_labels.reshape(-1).tolist(),
        'majority': np.flatnonzero(said[0]).tolist(), 'allMatch': accuracy_score(judged_labels, said),
        'hammingLoss': hamming_loss(judged_labels, said),
    },
    'values': {
        'train': values.tolist(), 'judged': judged_values.tolist(), 'mean': float(told[0]),
        'mae': mean_absolute_error(judged_values, told), 'rmse': mean_squared_error(judged_values, told, squared=False),
    },
}))
