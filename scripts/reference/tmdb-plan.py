"""Which films of ../shared/data/tmdb two experiments are about, found with plain Python.

    /usr/bin/python3 scripts/reference/tmdb-plan.py > scripts/reference/tmdb-plan.json

Posters are named by IMDb id; of repeated rows the first has the poster. Films are cleaned by write-up A's rules, a
film's class is its first genre, and of each class the most popular are taken, ties by key (the TMDb id).
"""

import ast
import collections
import csv
import hashlib
import json
import os

FOLDER = '../shared/data/tmdb'

with open(f'{FOLDER}/movies_metadata.csv', encoding='utf-8', newline='') as file:
    films = [row for row in csv.DictReader(file) if None not in row.values() and None not in row]

posters = {name.rsplit('.', 1)[0]: name for name in os.listdir(f'{FOLDER}/posters')}
with_poster = {}
for film in films:
    film['names'] = [genre['name'] for genre in ast.literal_eval(film['genres'])]
    if film['imdb_id'] in posters and film['imdb_id'] not in with_poster:
        with_poster[film['imdb_id']] = film
kept = [
    film
    for film in with_poster.values()
    if film['title'] and film['names'] and film['poster_path'] and film['budget'] and film['revenue']
]
counts = collections.Counter(film['names'][0] for film in kept)


def most_popular(genre, count):
    of_genre = [film for film in kept if film['names'][0] == genre]
    of_genre.sort(key=lambda film: (-float(film['popularity']), film['id']))
    return [film['id'] for film in of_genre[:count]]


def chosen(genres, count):
    keys = {genre: sorted(most_popular(genre, count)) for genre in genres}
    text = '\n'.join(f'{genre}:{",".join(ids)}' for genre, ids in sorted(keys.items()))
    return {
        'classes': genres,
        'sizes': [len(keys[genre]) for genre in genres],
        'digest': hashlib.sha256(text.encode()).hexdigest(),
    }


top = [genre for genre, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
print(
    json.dumps(
        {
            'posters': len(posters),
            'matched': len(with_poster),
            'kept': len(kept),
            'firstGenres': dict(counts.most_common()),
            'comedyOrHorror': chosen(['Comedy', 'Horror'], 400),
            'topTen': chosen(top[:10], 100),
        },
        indent=2,
    )
)
