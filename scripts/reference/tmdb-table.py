"""What Python's csv and ast modules find in the two tables of ../shared/data/tmdb: counts, sums and digests.

    /usr/bin/python3 scripts/reference/tmdb-table.py > scripts/reference/tmdb-table.json

The funnel is write-up A's, with pandas' semantics: a cell is missing where it is empty (none of these columns holds
another word for it), a budget of 0 is not missing; rows that are cut short lack the cells that they do not have.
`funnelOfAllRows` runs over every row as pandas reads it, `funnel` only over the usable ones.
"""

import ast
import collections
import csv
import hashlib
import json
import math
import re

TABLES = {
    'full': '../shared/data/tmdb/movies_metadata.csv',
    'genuine': '../shared/data/tmdb/movies_metadata.genuine-3188.csv',
}


def read(path):
    with open(path, encoding='utf-8', newline='') as file:
        reader = csv.reader(file)
        header = next(reader)
        rows = []
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return header, rows
            rows.append((line, cells))


def names(cell):
    return list(dict.fromkeys(genre['name'] for genre in ast.literal_eval(cell)))


RULES = {
    'blank-title': lambda film: re.sub(r'\W', '', film['title']) == '',
    'no-genre': lambda film: film['genres'] in ('', '[]'),
    'no-poster-path': lambda film: film['poster_path'] == '',
    'budget-missing': lambda film: film['budget'] == '',
    'revenue-missing': lambda film: film['revenue'] == '',
}


def funnel(films):
    steps = []
    for rule, leaves_out in RULES.items():
        kept = [film for film in films if not leaves_out(film)]
        steps.append({'rule': rule, 'before': len(films), 'removed': len(films) - len(kept), 'after': len(kept)})
        films = kept
    return steps, films


def counts(films):
    first, any_ = collections.Counter(), collections.Counter()
    for film in films:
        of_film = names(film['genres'])
        any_.update(of_film)
        first.update(of_film[:1])
    return dict(sorted(first.items())), dict(sorted(any_.items()))


def digest(values):
    return hashlib.sha256('\n'.join(values).encode()).hexdigest()


def describe(path):
    header, rows = read(path)
    whole = [(line, dict(zip(header, cells))) for line, cells in rows if len(cells) == len(header)]
    films = [film for _, film in whole]
    padded = [dict(zip(header, cells + [''] * len(header))) for _, cells in rows]
    steps, kept = funnel(films)
    first, any_ = counts(films)
    first_after, any_after = counts(kept)
    ids = collections.Counter(film['id'] for film in films)

    def numbers(column):
        found = [float(film[column]) for film in films if film[column] != '']
        return {'missing': len(films) - len(found), 'zero': found.count(0.0), 'sum': math.fsum(found)}

    return {
        'rows': len(rows),
        'usable': len(films),
        'unusable': [{'line': line, 'cells': len(cells)} for line, cells in rows if len(cells) != len(header)],
        'repeatedIds': sum(count - 1 for count in ids.values()),
        'multiline': sum(any('\n' in cell for cell in film.values()) for film in films),
        'lastLine': whole[-1][0],
        'numbers': {name: numbers(name) for name in ['budget', 'revenue', 'popularity', 'vote_average', 'vote_count']},
        'digests': {
            'line': digest(str(line) for line, _ in whole),
            'tmdbId': digest(film['id'] for film in films),
            'imdbId': digest(film['imdb_id'] if film['imdb_id'] not in ('', '0') else '' for film in films),
            'title': digest(film['title'].strip() for film in films),
            'genres': digest('|'.join(names(film['genres'])) for film in films),
            'posterPath': digest(film['poster_path'] for film in films),
            'releaseDate': digest(film['release_date'] for film in films),
        },
        'funnelOfAllRows': funnel(padded)[0],
        'funnel': steps,
        'genres': {'first': first, 'any': any_, 'firstAfter': first_after, 'anyAfter': any_after},
    }


print(json.dumps({name: describe(path) for name, path in TABLES.items()}, indent=2, ensure_ascii=False))
