"""Counts of scikit-learn's KFold and StratifiedKFold, and the measures LD and ED of a random split by numpy.

    /usr/bin/python3 scripts/reference/folds.py > scripts/reference/folds.json

LD and ED: Sechidis, Tsoumakas & Vlahavas (2011), section 4. Every class has at least as many films as there are
folds, for below that scikit-learn warns.
"""

import json

import numpy as np
import sklearn
from sklearn.model_selection import KFold, StratifiedKFold

rng = np.random.default_rng(11)
cases = []
for _ in range(25):
    k = int(rng.integers(2, 11))
    sizes = rng.integers(k, 60, rng.integers(1, 6))
    y = np.repeat(np.arange(len(sizes)), sizes)
    x = np.zeros((len(y), 1))
    plain = [len(test) for _, test in KFold(k, shuffle=True, random_state=0).split(x)]
    per_class = [np.bincount(y[test], minlength=len(sizes)) for _, test in StratifiedKFold(k, shuffle=True, random_state=0).split(x, y)]
    cases.append({
        'k': k, 'sizes': sizes.tolist(), 'plain': sorted(plain),
        'stratified': sorted(int(c.sum()) for c in per_class),
        'perClass': [sorted(int(c[i]) for c in per_class) for i in range(len(sizes))],
    })

labels = (rng.random((90, 5)) < [0.5, 0.3, 0.2, 0.1, 0.03]).astype(int)
shares = [0.7, 0.2, 0.1]
subsets = rng.choice(3, 90, p=shares)
odds = labels.sum(0) / (1 - labels).sum(0)
ld = np.mean([[abs(s[:, i].sum() / (1 - s[:, i]).sum() - odds[i]) for s in (labels[subsets == j] for j in range(3))] for i in range(5)])
ed = np.mean([abs((subsets == j).sum() - 90 * share) for j, share in enumerate(shares)])
zero = np.array([labels[subsets == j].sum(0) == 0 for j in range(3)])
print(json.dumps({
    'sklearn': sklearn.__version__, 'cases': cases,
    'quality': {
        'labels': labels.reshape(-1).tolist(), 'labelCount': 5, 'shares': shares, 'subsets': subsets.tolist(),
        'labelDistribution': float(ld), 'examplesDistribution': float(ed),
        'subsetsWithoutLabel': int(zero.any(1).sum()), 'missingPairs': int(zero.sum()),
    },
}))
