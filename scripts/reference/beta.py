"""Quantiles of Beta(alpha, alpha), which mixup and CutMix draw from.

    /usr/bin/python3 scripts/reference/beta.py > scripts/reference/beta.json
"""

import json

import scipy
from scipy.stats import beta

SHARES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]
print(json.dumps({
    'scipy': scipy.__version__,
    'shares': SHARES,
    'quantiles': {str(alpha): [float(beta.ppf(share, alpha, alpha)) for share in SHARES] for alpha in (0.2, 0.4, 1.0, 2.5)},
}))
