import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Film } from '../films/film';
import { filmsFromFolders } from '../films/folders';
import { makeFilm } from '../films/testing/make-film';
import { joinPosters } from '../join/join';
import { recipeSchema, type RecipeInput } from '../recipe/recipe';
import { fingerprintOf } from './fingerprint';
import { makePlan } from './make-plan';

function filmsOf(counts: Record<string, number>): Film[] {
  return Object.entries(counts).flatMap(([genre, count]) =>
    Array.from({ length: count }, (_, at) =>
      makeFilm({ key: `${genre}-${at}`, title: `${genre} no. ${at}`, genres: [genre], popularity: at }),
    ),
  );
}

function plan(films: Film[], recipe: RecipeInput = {}, paths = films.map((film) => `p/${film.title}.jpg`)) {
  const join = joinPosters(films, paths);
  return makePlan(films, join.byFilm, join.report, recipeSchema.parse(recipe));
}

const TWO: RecipeInput['task'] = { kind: 'genre', classes: { by: 'names', names: ['Comedy', 'Horror'] } };

describe('makePlan', () => {
  it('cleans, joins, chooses and splits, in this order', async () => {
    const films = [
      ...filmsOf({ Comedy: 30, Horror: 20, Drama: 10 }),
      makeFilm({ key: 'removed', title: 'Removed', genres: ['Comedy'], budget: null }),
      makeFilm({ key: 'no poster', title: 'No poster', genres: ['Comedy'], popularity: 99 }),
    ];
    const paths = films.filter((film) => film.key !== 'no poster').map((film) => `p/${film.title}.jpg`);
    const made = await plan(films, { task: { ...TWO, perClass: 20 } }, paths);
    expect(made.classNames).toEqual(['Comedy', 'Horror']);
    expect(made.funnel.map(({ rule, removed }) => [rule, removed])).toEqual([
      ['blank-title', 0],
      ['no-genre', 0],
      ['no-poster-path', 0],
      ['budget-missing', 1],
      ['revenue-missing', 0],
    ]);
    expect(made.counts).toEqual([
      { train: 16, validation: 4, test: 0 },
      { train: 16, validation: 4, test: 0 },
    ]);
    expect(made.sizes).toEqual({ train: 32, validation: 8, test: 0 });
    expect(made.join).toMatchObject({ matched: 61, missing: 1 });
    // the ten least popular comedies are left out
    expect(made.samples.map(({ key }) => key)).not.toContain('Comedy-9');
    expect(made.samples.find(({ key }) => key === 'Comedy-10')).toMatchObject({
      file: 'p/Comedy no. 10.jpg',
      identity: 'p/Comedy no. 10.jpg',
      title: 'Comedy no. 10',
      target: 0,
    });
    expect(made.warnings).toEqual([]);
  });

  it('gives the same plan to the same data, and another to another seed', async () => {
    const films = filmsOf({ Comedy: 30, Horror: 20 });
    const first = await plan(films, { seed: 3 });
    expect(await plan(films, { seed: 3 })).toEqual(first);
    const other = await plan(films, { seed: 4 });
    expect(other.samples).not.toEqual(first.samples);
    expect(other.fingerprint).toBe(first.fingerprint);
  });

  it('knows files by their size and their own identity', async () => {
    const films = filmsOf({ Comedy: 3, Horror: 3 });
    const join = joinPosters(
      films,
      films.map((film) => `${film.title}.jpg`),
    );
    const recipe = recipeSchema.parse({});
    const known = new Map([['Comedy no. 0.jpg', { size: 5, identity: 'zip|a' }]]);
    const made = await makePlan(films, join.byFilm, join.report, recipe, known);
    expect(made.samples[0].identity).toBe('zip|a');
    expect(made.fingerprint).not.toBe((await makePlan(films, join.byFilm, join.report, recipe)).fingerprint);
  });

  it('works for a folder per class', async () => {
    const paths = ['A', 'B'].flatMap((name) => Array.from({ length: 12 }, (_, at) => `${name}/${at}.jpg`));
    const { films, posterOf } = filmsFromFolders(paths);
    const report = { matched: 24, missing: 0, unused: 0, duplicate: 0, undecodable: 0, by: {} };
    const made = await makePlan(films, posterOf, report, recipeSchema.parse({}));
    expect(made.classNames).toEqual(['A', 'B']);
    expect(made.sizes).toEqual({ train: 19, validation: 5, test: 0 });
  });

  it('warns of a class of few films', async () => {
    const made = await plan(filmsOf({ Comedy: 30, Horror: 9 }), { task: TWO });
    expect(made.warnings).toEqual(['Horror has only 9 films; its figures will say little.']);
  });

  it.each([
    ['plan-no-posters', 'None of the 6 films has a poster.', filmsOf({ Comedy: 3, Horror: 3 }), []],
    [
      'plan-no-posters',
      'None of the 6 films that the cleaning rules leave has a poster; 1 others have.',
      [...filmsOf({ Comedy: 3, Horror: 3 }), makeFilm({ title: 'x', budget: null })],
      ['x.jpg'],
    ],
    [
      'plan-one-class',
      'there is only Comedy. No film has Horror',
      filmsOf({ Comedy: 3, Drama: 3 }),
      undefined,
    ],
    ['plan-one-class', 'there is none of the genres asked for.', filmsOf({ Drama: 3 }), undefined],
    ['plan-too-few-films', 'Horror has too few films', filmsOf({ Comedy: 3, Horror: 1 }), undefined],
    [
      'plan-too-few-films',
      'The cleaning rules leave no film; the last 2 went by the rule "Revenue missing".',
      [makeFilm({ budget: null }), makeFilm({ revenue: null }), makeFilm({ revenue: null })],
      undefined,
    ],
  ])('throws %s: %s', async (code, message, films, paths) => {
    const failed = plan(films, { task: TWO }, paths);
    await expect(failed).rejects.toMatchObject({ code, message: expect.stringContaining(message) as string });
    await expect(failed).rejects.toHaveProperty('advice');
  });
});

it('makes the fingerprint of the samples in any order', async () => {
  const a = { key: 'a', file: 'a.jpg', size: 1, className: 'x' };
  const b = { key: 'b', file: 'b.jpg', size: null, className: 'x' };
  const wanted = createHash('sha256').update('["a","a.jpg",1,"x"]\n["b","b.jpg",null,"x"]').digest('hex');
  expect(await fingerprintOf([a, b])).toBe(wanted);
  expect(await fingerprintOf([b, a])).toBe(wanted);
});
