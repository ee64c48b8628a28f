"""Paired bootstrap of differences between two runs on the same films, with numpy and scikit-learn, 4,000 resamples.

Run from the repository root: /usr/bin/python3 scripts/reference/paired_difference.py
writes scripts/reference/paired_difference.json
"""
import json
import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score, hamming_loss, accuracy_score, mean_absolute_error

rng = np.random.default_rng(7)
RESAMPLES = 4000
FILMS = 240


def percentile(values):
    values = np.asarray(values)
    return [float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))]


def resampled(figures, count, resamples=RESAMPLES):
    drawn = [figures(rng.integers(0, count, count)) for _ in range(resamples)]
    return {name: percentile([one[name] for one in drawn]) for name in drawn[0]}


# classes: two runs that are right on about 60 and 68 %
actual = rng.integers(0, 3, FILMS)


def classes(share):
    right = rng.random(FILMS) < share
    said = np.where(right, actual, (actual + rng.integers(1, 3, FILMS)) % 3)
    probabilities = np.full((FILMS, 3), 0.2)
    probabilities[np.arange(FILMS), said] = 0.6
    return said, probabilities


base, base_probabilities = classes(0.60)
run, run_probabilities = classes(0.68)
class_case = {
    'actual': actual.tolist(),
    'base': base_probabilities.ravel().tolist(),
    'run': run_probabilities.ravel().tolist(),
    'difference': accuracy_score(actual, run) - accuracy_score(actual, base),
    'interval': resampled(
        lambda rows: {'accuracy': accuracy_score(actual[rows], run[rows]) - accuracy_score(actual[rows], base[rows])},
        FILMS,
    )['accuracy'],
    'onlyFirst': int(((base == actual) & (run != actual)).sum()),
    'onlySecond': int(((base != actual) & (run == actual)).sum()),
}

# labels: the second run's scores say more
LABELS = 4
labels = (rng.random((FILMS, LABELS)) < [0.5, 0.3, 0.2, 0.4]).astype(int)


def scores(signal):
    return np.round(1 / (1 + np.exp(-(signal * (2 * labels - 1) + rng.normal(size=labels.shape) - 0.3))), 4)


one, other = scores(0.3), scores(0.8)


def label_figures(rows):
    mean_precision = lambda s: average_precision_score(labels[rows], s[rows], average='macro')
    mean_auc = lambda s: roc_auc_score(labels[rows], s[rows], average='macro')
    wrong = lambda s: hamming_loss(labels[rows], s[rows] >= 0.5)
    return {
        'meanAveragePrecision': mean_precision(other) - mean_precision(one),
        'meanAuc': mean_auc(other) - mean_auc(one),
        'binaryAccuracy': wrong(one) - wrong(other),
    }


everything = np.arange(FILMS)
label_case = {
    'actual': labels.ravel().tolist(),
    'base': one.ravel().tolist(),
    'run': other.ravel().tolist(),
    'difference': label_figures(everything),
    'interval': resampled(label_figures, FILMS, 2000),
}

# a value
truth = rng.normal(6, 1, FILMS)
first = truth + rng.normal(0, 1.0, FILMS)
second = truth + rng.normal(0, 0.9, FILMS)
value_case = {
    'actual': truth.tolist(),
    'base': first.tolist(),
    'run': second.tolist(),
    'difference': mean_absolute_error(truth, second) - mean_absolute_error(truth, first),
    'interval': resampled(
        lambda rows: {
            'mae': mean_absolute_error(truth[rows], second[rows]) - mean_absolute_error(truth[rows], first[rows])
        },
        FILMS,
    )['mae'],
}

with open('scripts/reference/paired_difference.json', 'w') as file:
    json.dump({'class': class_case, 'labels': label_case, 'value': value_case}, file)
    file.write('\n')
