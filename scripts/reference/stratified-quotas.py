"""How many of each class scikit-learn's StratifiedShuffleSplit puts aside.

    /usr/bin/python3 scripts/reference/stratified-quotas.py > scripts/reference/stratified-quotas.json

Sizes are drawn at random (seed 1); cases in which two classes have the same remainder are left out, for
scikit-learn then goes by chance.
"""

import json
import random

import numpy
import sklearn
from sklearn.model_selection import StratifiedShuffleSplit

random.seed(1)
cases = []
while len(cases) < 60:
    sizes = [random.randint(2, 3000) for _ in range(random.randint(2, 20))]
    total = sum(sizes)
    share = random.choice([0.1, 0.2, 0.25, 1 / 3, 0.5])
    drawn = round(total * share)
    if drawn < len(sizes) or total - drawn < len(sizes):
        continue
    remainders = [(size * drawn) % total for size in sizes]
    if len(set(remainders)) < len(sizes):
        continue
    targets = numpy.repeat(numpy.arange(len(sizes)), sizes)
    split = StratifiedShuffleSplit(n_splits=1, test_size=drawn, train_size=total - drawn, random_state=0)
    _, aside = next(split.split(numpy.zeros((total, 1)), targets))
    counts = numpy.bincount(targets[aside], minlength=len(sizes)).tolist()
    cases.append({'sizes': sizes, 'drawn': drawn, 'counts': counts})
print(json.dumps({'sklearn': sklearn.__version__, 'cases': cases}))
