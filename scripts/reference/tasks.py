"""What numpy makes of the answers of The Movies Dataset, for src/core/tasks: counts, baselines, histograms.

    /usr/bin/python3 scripts/reference/tasks.py > scripts/reference/tasks.json

`table` is over the whole rows of ../shared/data/tmdb/movies_metadata.csv; `small` needs no table.
"""

import ast
import collections
import csv
import json

import numpy as np
from sklearn.dummy import DummyRegressor
from sklearn.metrics import mean_absolute_error, mean_squared_error

EDGES = [0, 2, 4, 6, 8, 10]


def number(cell):
    return float(cell) if cell != '' else np.nan


def mean_baseline(values):
    told = DummyRegressor().fit(values.reshape(-1, 1), values).predict(values.reshape(-1, 1))
    return {
        'films': len(values), 'mean': float(told[0]), 'mae': mean_absolute_error(values, told),
        'rmse': mean_squared_error(values, told, squared=False),
    }


def small():
    rng = np.random.default_rng(2)
    scores = np.round(rng.uniform(0, 10, 200), 1)
    scores[:11] = range(11)
    values = np.round(rng.normal(6, 1.5, 120), 1)
    counts, edges = np.histogram(values, 20)
    return {
        'scores': scores.tolist(), 'bins': np.clip(np.digitize(scores, EDGES) - 1, 0, 4).tolist(),
        'binCounts': np.histogram(scores, EDGES)[0].tolist(),
        'values': values.tolist(), 'counts': counts.tolist(), 'edges': edges.tolist(),
    }


def table():
    with open('../shared/data/tmdb/movies_metadata.csv', encoding='utf-8', newline='') as file:
        reader = csv.reader(file)
        header = next(reader)
        films = [dict(zip(header, cells)) for cells in reader if len(cells) == len(header)]
    budget, revenue, score, votes = (np.array([number(film[name]) for film in films]) for name in ['budget', 'revenue', 'vote_average', 'vote_count'])
    genres = [{genre['name'] for genre in ast.literal_eval(film['genres'])} if film['genres'] else set() for film in films]

    with np.errstate(all='ignore'):
        ratio = revenue / budget
    said = ~np.isnan(budget) & ~np.isnan(revenue)
    above = said & (budget > 0) & (revenue > 0)
    plausible = above & (budget >= 1000) & (revenue >= 1000)
    box_office = {
        name: [int((ratio[rows] < least).sum() + np.isnan(ratio[rows]).sum()), int((ratio[rows] >= least).sum())]
        for name, rows, least in [('plausible', plausible, 1), ('aboveZero', above, 1), ('all', said, 1), ('double', plausible, 2)]
    }
    rated = ~np.isnan(score) & (votes > 0)
    counts = collections.Counter(name for names in genres for name in names)
    frequent = [name for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])) if count >= 1000]
    return {
        'films': len(films), 'boxOffice': box_office,
        'doubts': {
            'budget-missing': int(np.isnan(budget).sum()),
            'revenue-missing': int((np.isnan(revenue) & ~np.isnan(budget)).sum()),
            'budget-zero': int((said & (budget == 0)).sum()),
            'revenue-zero': int((said & (budget > 0) & (revenue == 0)).sum()),
            'budget-implausible': int((above & (budget < 1000)).sum()),
            'revenue-implausible': int((above & (budget >= 1000) & (revenue < 1000)).sum()),
        },
        'scoreBins': np.histogram(score[rated], EDGES)[0].tolist(),
        'scoreBinsUnratedToo': np.histogram(score[~np.isnan(score)], EDGES)[0].tolist(),
        'unrated': int((votes == 0).sum()),
        'fewVotes': int(((votes > 0) & (votes < 10)).sum()),
        'score': mean_baseline(score[rated]),
        'revenue': mean_baseline(np.log10(revenue[~np.isnan(revenue) & (revenue >= 1000)])),
        'genres': {name: counts[name] for name in sorted(counts)},
        'noGenre': sum(not names for names in genres),
        'frequent': frequent,
        'withFrequent': sum(bool(names & set(frequent)) for names in genres),
        'cardinality': np.bincount([len(names) for names in genres if names]).tolist(),
        'anyTarget': int((np.array([bool(names) for names in genres]) | plausible | rated | (revenue >= 1000)).sum()),
    }


print(json.dumps({'small': small(), 'table': table()}))
