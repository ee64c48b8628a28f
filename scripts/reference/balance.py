"""Class weights of scikit-learn, class sizes after resampling by imbalanced-learn, imbalance by numpy.

    /usr/bin/python3 scripts/reference/balance.py > scripts/reference/balance.json

Debian: python3-sklearn, python3-imblearn, python3-torch. IRLbl and MeanIR: Charte, Rivera, del Jesus & Herrera
(2015), equations 1 and 2.
"""

import json

import imblearn
import numpy as np
import sklearn
import torch
from imblearn.over_sampling import RandomOverSampler
from imblearn.under_sampling import RandomUnderSampler
from sklearn.utils.class_weight import compute_class_weight

rng = np.random.default_rng(3)
cases = []
for _ in range(12):
    sizes = rng.integers(1, 40, rng.integers(2, 7))
    y = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
    x = np.arange(len(y)).reshape(-1, 1)
    _, over = RandomOverSampler(random_state=0).fit_resample(x, y)
    kept, under = RandomUnderSampler(random_state=0).fit_resample(x, y)
    assert len(set(kept[:, 0])) == len(kept)
    cases.append({
        'classes': y.tolist(),
        'weights': compute_class_weight('balanced', classes=np.arange(len(sizes)), y=y).tolist(),
        'over': np.bincount(over).tolist(), 'under': np.bincount(under).tolist(),
    })

labels = (rng.random((80, 5)) < [0.6, 0.4, 0.2, 0.08, 0.05]).astype(int)
counts = labels.sum(0)
ratio = counts.max() / counts

# what a positive weight is for: the loss is that of the same data with the positives repeated so often
logits = torch.tensor(rng.normal(size=(80, 5)))
target = torch.tensor(labels, dtype=torch.float64)
weight = torch.tensor((80 - counts) / counts)
positive_share = (torch.nn.BCEWithLogitsLoss(pos_weight=weight, reduction='none')(logits * 0, target) * target).sum(0)
negative_share = (torch.nn.BCEWithLogitsLoss(pos_weight=weight, reduction='none')(logits * 0, target) * (1 - target)).sum(0)
assert torch.allclose(positive_share, negative_share)
print(json.dumps({
    'sklearn': sklearn.__version__, 'imblearn': imblearn.__version__, 'cases': cases,
    'labels': {
        'values': labels.reshape(-1).tolist(), 'count': 5, 'imbalance': ratio.tolist(),
        'meanImbalance': float(ratio.mean()), 'positiveWeights': weight.tolist(),
    },
}))
