import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { runFunnel } from '../cleaning/funnel';
import type { FactsOf } from '../cleaning/rule';
import type { Film } from '../films/film';
import { filmsFromFolders } from '../films/folders';
import { makeFilm } from '../films/testing/make-film';
import { joinPosters } from '../join/join';
import type { PosterFacts } from '../pixels/poster-facts';
import { Random } from '../random';
import { recipeSchema, type RecipeInput } from '../recipe/recipe';
import { fingerprintOf } from './fingerprint';
import { makePlan } from './make-plan';
import { needsFacts } from './needs-facts';

function filmsOf(counts: Record<string, number>): Film[] {
  return Object.entries(counts).flatMap(([genre, count]) =>
    Array.from({ length: count }, (_, at) =>
      makeFilm({ key: `${genre}-${at}`, title: `${genre} no. ${at}`, genres: [genre], popularity: at }),
    ),
  );
}

/** All steps from films to plan: cleans the films as the data set does, then plans. */
function planOf(films: readonly Film[], ...[posterOf, report, recipe, files]: PlanArguments) {
  const factsOf: FactsOf = ({ key }) => files?.get(posterOf.get(key) ?? '')?.facts ?? null;
  return makePlan(runFunnel(films, recipe.cleaning, factsOf), posterOf, report, recipe, files);
}
type PlanArguments = Parameters<typeof makePlan> extends [unknown, ...infer Rest] ? Rest : never;

function plan(films: Film[], recipe: RecipeInput = {}, paths = films.map((film) => `p/${film.title}.jpg`)) {
  const join = joinPosters(films, paths);
  return planOf(films, join.byFilm, join.report, recipeSchema.parse(recipe));
}

const TWO: RecipeInput['task'] = { kind: 'genre', classes: { by: 'names', names: ['Comedy', 'Horror'] } };

describe('makePlan', () => {
  it('cleans, matches, chooses and splits, in this order', async () => {
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

  it('gives the same plan for the same data, and a different one for another seed', async () => {
    const films = filmsOf({ Comedy: 30, Horror: 20 });
    const first = await plan(films, { seed: 3 });
    expect(await plan(films, { seed: 3 })).toEqual(first);
    const other = await plan(films, { seed: 4 });
    expect(other.samples).not.toEqual(first.samples);
    expect(other.fingerprint).toBe(first.fingerprint);
  });

  it('identifies files by size and by their own identity', async () => {
    const films = filmsOf({ Comedy: 3, Horror: 3 });
    const join = joinPosters(
      films,
      films.map((film) => `${film.title}.jpg`),
    );
    const recipe = recipeSchema.parse({});
    const known = new Map([['Comedy no. 0.jpg', { size: 5, identity: 'zip|a' }]]);
    const made = await planOf(films, join.byFilm, join.report, recipe, known);
    expect(made.samples[0].identity).toBe('zip|a');
    expect(made.fingerprint).not.toBe((await planOf(films, join.byFilm, join.report, recipe)).fingerprint);
  });

  it('works for a folder per class', async () => {
    const paths = ['A', 'B'].flatMap((name) => Array.from({ length: 12 }, (_, at) => `${name}/${at}.jpg`));
    const { films, posterOf } = filmsFromFolders(paths);
    const report = { matched: 24, missing: 0, unused: 0, duplicate: 0, undecodable: 0, by: {} };
    const made = await planOf(films, posterOf, report, recipeSchema.parse({}));
    expect(made.classNames).toEqual(['A', 'B']);
    expect(made.sizes).toEqual({ train: 19, validation: 5, test: 0 });
  });

  it('warns about a class with few films', async () => {
    const made = await plan(filmsOf({ Comedy: 30, Horror: 9 }), { task: TWO });
    expect(made.warnings).toEqual(['Horror has only 9 films, too few for reliable figures.']);
  });

  it.each([
    ['plan-no-posters', 'None of the 6 films has a poster.', filmsOf({ Comedy: 3, Horror: 3 }), []],
    [
      'plan-no-posters',
      'None of the 6 films left after cleaning has a poster; 1 other has one.',
      [...filmsOf({ Comedy: 3, Horror: 3 }), makeFilm({ title: 'x', budget: null })],
      ['x.jpg'],
    ],
    [
      'plan-one-class',
      'there is only Comedy. No film has Horror',
      filmsOf({ Comedy: 3, Drama: 3 }),
      undefined,
    ],
    ['plan-one-class', 'there is none of the chosen genres.', filmsOf({ Drama: 3 }), undefined],
    ['plan-too-few-films', 'Horror has too few films', filmsOf({ Comedy: 3, Horror: 1 }), undefined],
    [
      'plan-too-few-films',
      'The cleaning rules remove every film; the last 2 were removed by the rule "Revenue missing".',
      [makeFilm({ budget: null }), makeFilm({ revenue: null }), makeFilm({ revenue: null })],
      undefined,
    ],
  ])('throws %s: %s', async (code, message, films, paths) => {
    const failed = plan(films, { task: TWO }, paths);
    await expect(failed).rejects.toMatchObject({ code, message: expect.stringContaining(message) as string });
    await expect(failed).rejects.toHaveProperty('advice');
  });
});

const LOOKED: PosterFacts = {
  width: 500,
  height: 750,
  colouredShare: 0.5,
  deviation: 60,
  mainColourShare: 0.1,
  perceptual: [0, 0],
  difference: [0, 0],
};

/** A plan of films whose posters have been examined. */
function planWith(films: Film[], recipe: RecipeInput, factsOf: (at: number) => Partial<PosterFacts> | null) {
  const join = joinPosters(
    films,
    films.map((film) => `${film.title}.jpg`),
  );
  const files = new Map(
    films.map((film, at) => {
      const facts = factsOf(at);
      const file = { size: 1, identity: film.key, facts: facts && { ...LOOKED, ...facts } };
      return [`${film.title}.jpg`, file] as const;
    }),
  );
  return planOf(films, join.byFilm, join.report, recipeSchema.parse(recipe), files);
}

describe('poster facts', () => {
  const films = filmsOf({ Comedy: 20, Horror: 20 });

  it('are needed by rules on posters and for near-duplicates, and by nothing else', () => {
    const needs = (recipe: RecipeInput) => needsFacts(recipeSchema.parse(recipe));
    expect(needs({})).toBe(false);
    expect(needs({ cleaning: { rules: ['before-year', 'greyscale'] } })).toBe(true);
    expect(needs({ split: { keepNearDuplicates: true } })).toBe(true);
  });

  it('let rules on posters remove films, at their position in the funnel', async () => {
    const cleaning: RecipeInput['cleaning'] = { rules: ['greyscale', 'no-genre', 'low-resolution'] };
    const made = await planWith(films, { cleaning }, (at) =>
      at < 3 ? { colouredShare: 0 } : at === 20 ? { width: 50 } : at === 21 ? null : {},
    );
    expect(made.funnel).toEqual([
      { rule: 'greyscale', before: 40, removed: 3, after: 37 },
      { rule: 'no-genre', before: 37, removed: 0, after: 37 },
      { rule: 'low-resolution', before: 37, removed: 1, after: 36 },
    ]);
    expect(made.samples.map(({ key }) => key)).not.toContain('Comedy-0');
    expect(made.samples).toHaveLength(36);
  });

  it('keep near-duplicates on one side, but only if the recipe asks for it', async () => {
    // pairs of posters with the same picture: film n of Comedy and film n of Horror
    const facts = (at: number) => {
      const bits = new Random(at % 20, 'picture');
      const words = (): [number, number] => [bits.uint32(), bits.uint32()];
      return { perceptual: words(), difference: words() };
    };
    const apart = async (keepNearDuplicates: boolean) => {
      const { samples } = await planWith(films, { split: { keepNearDuplicates } }, facts);
      const side = new Map(samples.map(({ key, split }) => [key, split]));
      return Array.from({ length: 20 }, (_, at) => at).filter(
        (at) => side.get(`Comedy-${at}`) !== side.get(`Horror-${at}`),
      ).length;
    };
    expect(await apart(true)).toBe(0);
    expect(await apart(false)).toBeGreaterThan(0);
  });
});

describe('plans of other tasks', () => {
  const films = Array.from({ length: 60 }, (_, at) =>
    makeFilm({
      key: `film-${at}`,
      title: `no. ${at}`,
      genres: at % 3 === 0 ? ['Drama', 'War'] : ['Drama'],
      budget: at < 30 ? 10_000 : 0,
      revenue: at < 10 ? 50_000 : 5_000,
      voteAverage: at / 6,
      voteCount: at < 50 ? 3 : 0,
    }),
  );
  const sum = (count: Record<string, number>) => count.train + count.validation + count.test;

  it('labels: answers in rows, one count per label, no class', async () => {
    const made = await plan(films, { task: { kind: 'genres' } });
    expect(made.classNames).toEqual(['Drama', 'War']);
    expect(made.samples.every(({ target }) => target === -1)).toBe(true);
    expect([...made.answers.subarray(0, 6)]).toEqual([1, 1, 1, 0, 1, 0]);
    expect(made.counts).toEqual([
      { train: 48, validation: 12, test: 0 },
      { train: 16, validation: 4, test: 0 },
    ]);
    expect(made.distributions[0].bars).toEqual([
      { name: 'Drama', films: 60 },
      { name: 'War', films: 20 },
    ]);
  });

  it('a value: one column, counted as one class', async () => {
    const made = await plan(films, { task: { kind: 'score' } });
    expect(made.classNames).toEqual(['Score']);
    expect(made.answers).toHaveLength(50);
    expect(made.answers[30]).toBe(5);
    expect(made.counts.map(sum)).toEqual([50]);
    expect(made.doubts.find(({ id }) => id === 'unrated')).toMatchObject({ films: 10, leftOut: true });
  });

  it('warns about a class with few films, and accepts an empty bin', async () => {
    const made = await plan(films, { task: { kind: 'score-bins', edges: [0, 5, 8, 100, 200] } });
    expect(made.counts.map(sum)).toEqual([30, 18, 2, 0]);
    expect(made.warnings).toEqual([
      expect.stringMatching(/ has only 2 films, too few for reliable figures\.$/),
      expect.stringMatching(/^No film has the class /),
    ]);
  });

  it('all at once: films with any answer, missing answers masked per head', async () => {
    const made = await plan(films, { task: { kind: 'all', genres: null, scoreBins: null, revenue: null } });
    expect(made.heads.map(({ task }) => task)).toEqual(['box-office', 'score']);
    // 30 have money, 50 have votes
    expect(made.samples).toHaveLength(50);
    const column = (at: number) => [...made.answers].filter((_, index) => index % 2 === at);
    expect(column(0).filter(Number.isNaN)).toHaveLength(20);
    expect(made.samples.map(({ target }) => target).filter((target) => target === -1)).toHaveLength(20);
    expect(made.counts.map(sum)).toEqual([20, 10]);
  });

  it('limits the number of films, and fingerprints the answers', async () => {
    const made = await plan(films, { task: { kind: 'genres' }, split: { films: 30 } });
    expect(made.samples).toHaveLength(30);
    expect(made.answers).toHaveLength(60);
    const scores = await plan(films, { task: { kind: 'score', leastVotes: 0 } });
    const lower = films.map((film) => ({ ...film, voteAverage: (film.voteAverage ?? 0) / 2 }));
    const others = await plan(lower, { task: { kind: 'score', leastVotes: 0 } });
    expect(others.fingerprint).not.toBe(scores.fingerprint);
  });

  it('rejects a task without heads, and one that no film can answer', async () => {
    const none = { genres: null, boxOffice: null, scoreBins: null, score: null, revenue: null };
    await expect(plan(films, { task: { kind: 'all', ...none } })).rejects.toMatchObject({
      code: 'recipe-invalid',
    });
    const penniless = films.map((film) => ({ ...film, budget: 0, revenue: 0 }));
    const refused = plan(penniless, { task: { kind: 'box-office' } });
    await expect(refused).rejects.toMatchObject({ code: 'plan-too-few-films' });
    await expect(plan(penniless, { task: { kind: 'revenue' } })).rejects.toMatchObject({
      code: 'plan-too-few-films',
    });
  });
});

it('computes the same fingerprint for any order of the samples', async () => {
  const a = { key: 'a', file: 'a.jpg', size: 1, className: 'x' };
  const b = { key: 'b', file: 'b.jpg', size: null, className: 'x' };
  const wanted = createHash('sha256').update('["a","a.jpg",1,"x"]\n["b","b.jpg",null,"x"]').digest('hex');
  expect(await fingerprintOf([a, b])).toBe(wanted);
  expect(await fingerprintOf([b, a])).toBe(wanted);
});
