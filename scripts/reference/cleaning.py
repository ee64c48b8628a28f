"""What the cleaning rules of write-ups C and D leave of The Movies Dataset, found with Python only.

    /usr/bin/python3 scripts/reference/cleaning.py > scripts/reference/cleaning.json

Over the whole rows of ../shared/data/tmdb/movies_metadata.csv. Write-up C: about 35,000 films; D: 31,538 once
greyscale posters are gone too.
"""

import csv
import json

with open('../shared/data/tmdb/movies_metadata.csv', encoding='utf-8', newline='') as file:
    reader = csv.reader(file)
    header = next(reader)
    films = [dict(zip(header, cells)) for cells in reader if len(cells) == len(header)]


def repeated(films, *columns):
    """Rows with a value in one of the columns that an earlier row has there; empty cells and an id of 0 are no value."""
    seen, found = set(), []
    for film in films:
        values = {(column, film[column].strip()) for column in columns if film[column].strip() not in ('', '0')}
        found.append(bool(values & seen))
        seen |= values
    return found


def year(film):
    return int(film['release_date'][:4]) if film['release_date'] else None


def first_titles(films):
    return [film for film, again in zip(films, repeated(films, 'title')) if not again]


def steps(films, *rules):
    sizes = []
    for keep in rules:
        films = keep(films)
        sizes.append(len(films))
    return sizes


with_genre = lambda films: [film for film in films if film['genres'] not in ('', '[]')]
print(json.dumps({
    'alone': {
        'repeated-title': sum(repeated(films, 'title')),
        'repeated-id': sum(repeated(films, 'id', 'imdb_id')),
        'adult': sum(film['adult'] == 'True' for film in films),
        'no-date': sum(year(film) is None for film in films),
        'before-1980': sum(year(film) is not None and year(film) < 1980 for film in films),
    },
    'funnelC': steps(films, with_genre, first_titles),
    'funnelD': steps(
        films,
        lambda films: [film for film in films if year(film) is not None],
        lambda films: [film for film in films if film['poster_path'] != ''],
        with_genre,
        lambda films: [film for film in films if year(film) is None or year(film) >= 1980],
    ),
}))
