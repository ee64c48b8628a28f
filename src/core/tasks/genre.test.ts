import { describe, expect, it } from 'vitest';
import { makeFilm } from '../films/testing/make-film';
import { taskSchema, type Task } from './task';
import { countFirstGenres, genreTargets } from './genre';

type GenreTask = Extract<Task, { kind: 'genre' }>;

function task(input: Partial<GenreTask>): GenreTask {
  const parsed = taskSchema.parse({ ...input, kind: 'genre' });
  if (parsed.kind !== 'genre') throw new Error('The schema changed the kind of the task.');
  return parsed;
}

function filmsOf(counts: Record<string, number>) {
  return Object.entries(counts).flatMap(([genre, count]) =>
    Array.from({ length: count }, (_, at) =>
      makeFilm({ key: `${genre}-${at}`, genres: [genre, 'Other'], popularity: at }),
    ),
  );
}

describe('genreTargets', () => {
  const films = [...filmsOf({ Horror: 2, Comedy: 4, Drama: 3, War: 2 }), makeFilm({ genres: [] })];

  it('takes the most frequent first genres, ties by name', () => {
    const top = genreTargets(films, task({ classes: { by: 'top', count: 3 } }));
    expect(top.classNames).toEqual(['Comedy', 'Drama', 'Horror']);
    expect(top.chosen.length).toBe(9);
    expect(top.otherGenre).toBe(3);
    expect(top.warnings).toEqual([]);
  });

  it('warns if there are fewer genres than requested', () => {
    const top = genreTargets(films, task({ classes: { by: 'top', count: 9 } }));
    expect(top.classNames.length).toBe(4);
    expect(top.warnings).toEqual(['There are 4 genres, not the 9 requested.']);
  });

  it('uses named genres, in the order requested', () => {
    const named = genreTargets(
      films,
      task({ classes: { by: 'names', names: ['War', 'comedy', 'Western'] } }),
    );
    expect(named.classNames).toEqual(['War', 'Comedy']);
    expect(named.warnings).toEqual(['No film has Western as its first genre.']);
  });

  it('uses the most popular films of each genre, in table order', () => {
    const { chosen, warnings, lessPopular } = genreTargets(
      films,
      task({ perClass: 3, classes: { by: 'top', count: 3 } }),
    );
    expect(chosen.map(({ film, target }) => [film.key, target])).toEqual([
      ['Horror-0', 2],
      ['Horror-1', 2],
      ['Comedy-1', 0],
      ['Comedy-2', 0],
      ['Comedy-3', 0],
      ['Drama-0', 1],
      ['Drama-1', 1],
      ['Drama-2', 1],
    ]);
    expect(lessPopular).toBe(1);
    expect(warnings).toEqual(['Horror has 2 of the 3 films requested.']);
  });

  it('chooses the same films in any order: ties go by key, unknown popularity comes last', () => {
    const tied = [
      makeFilm({ key: 'b', popularity: 1 }),
      makeFilm({ key: 'a', popularity: 1 }),
      makeFilm({ key: 'd', popularity: null }),
      makeFilm({ key: 'c', popularity: null }),
      makeFilm({ key: 'e', popularity: 0 }),
    ];
    const taken = (perClass: number, all = tied) =>
      genreTargets(all, task({ perClass }))
        .chosen.map(({ film }) => film.key)
        .sort();
    expect(taken(2)).toEqual(['a', 'b']);
    expect(taken(4)).toEqual(['a', 'b', 'c', 'e']);
    expect(taken(4, tied.toReversed())).toEqual(taken(4));
  });
});

it('counts first genres', () => {
  expect(countFirstGenres(filmsOf({ B: 1, A: 1, C: 2 }))).toEqual([
    { genre: 'C', count: 2 },
    { genre: 'A', count: 1 },
    { genre: 'B', count: 1 },
  ]);
});
