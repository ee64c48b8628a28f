"""What write-up C's random baseline may have been: at least one genre right, expected, for four ways to draw.

    /usr/bin/python3 scripts/reference/random-labels.py

Over the films of ../shared/data/tmdb with a genre, the first of each title; every film is judged by the others'
frequencies and its own.
"""

import ast
import csv
from math import comb

import numpy as np

films, seen = [], set()
with open('../shared/data/tmdb/movies_metadata.csv', encoding='utf-8', newline='') as file:
    for row in csv.DictReader(file):
        try:
            names = {genre['name'] for genre in ast.literal_eval(row['genres'])}
        except (SyntaxError, ValueError, TypeError):
            continue
        if names and None not in row.values() and row['title'] not in seen:
            seen.add(row['title'])
            films.append(names)
labels = sorted(set.union(*films))
y = np.array([[label in film for label in labels] for film in films])
n, counts, frequency = len(labels), y.sum(1), y.mean(0)
share = np.bincount(counts) / len(films)
print(len(films), 'films,', n, 'genres,', counts.mean(), 'a film')
print('one-uniform ', counts.mean() / n)
print('one-frequent', (y @ (frequency / frequency.sum())).mean())
print('cardinality ', np.mean([1 - sum(p * comb(n - m, c) / comb(n, c) for c, p in enumerate(share)) for m in counts]))
print('frequency   ', (1 - np.where(y, 1 - frequency, 1).prod(1)).mean())
