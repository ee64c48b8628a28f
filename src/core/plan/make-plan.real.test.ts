import { createHash } from 'node:crypto';
import { runFunnel } from '../cleaning/funnel';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import python from '../../../scripts/reference/tmdb-plan.json';
import type { Film } from '../films/film';
import { readTable } from '../films/testing/make-film';
import { joinPosters, type Join } from '../join/join';
import { presetById } from '../presets';
import { recipeSchema, type Recipe } from '../recipe/recipe';
import type { Plan } from './plan';
import { makePlan } from './make-plan';

const FOLDER = '../shared/data/tmdb';
if (!existsSync(FOLDER))
  process.stderr.write(`${FOLDER} is not there: the tests of plans of real films are skipped.\n`);

function digest({ classNames, samples }: Plan): string {
  const keys = classNames.map((name, target) => {
    const ofClass = samples.filter((sample) => sample.target === target).map((sample) => sample.key);
    return `${name}:${ofClass.sort().join(',')}`;
  });
  return createHash('sha256').update(keys.sort().join('\n')).digest('hex');
}

describe.skipIf(!existsSync(FOLDER))('makePlan on real films and posters', () => {
  let films: Film[];
  let join: Join;
  beforeAll(() => {
    films = readTable(readFileSync(`${FOLDER}/movies_metadata.csv`)).films;
    join = joinPosters(
      films,
      readdirSync(`${FOLDER}/posters`).map((name) => `posters/${name}`),
    );
  });
  const plan = (recipe: Recipe) =>
    makePlan(runFunnel(films, recipe.cleaning), join.byFilm, join.report, recipe);

  it('matches every poster', () => {
    expect(join.report).toEqual({
      matched: python.matched,
      missing: films.length - python.matched,
      unused: python.posters - python.matched,
      duplicate: 0,
      undecodable: 0,
      by: { imdb: python.matched },
    });
  });

  it('chooses the same films as Python for comedy or horror', async () => {
    const made = await plan(presetById('comedy-or-horror').recipe);
    expect(made.classNames).toEqual(python.comedyOrHorror.classes);
    expect(digest(made)).toBe(python.comedyOrHorror.digest);
    expect(made.counts).toEqual([
      { train: 320, validation: 80, test: 0 },
      { train: 320, validation: 80, test: 0 },
    ]);
    expect(made.warnings).toEqual([]);
  });

  it('chooses the same films as Python for the ten most frequent genres', async () => {
    const task = { kind: 'genre', classes: { by: 'top', count: 10 }, perClass: 100 } as const;
    const made = await plan(recipeSchema.parse({ task }));
    expect(made.classNames).toEqual(python.topTen.classes);
    expect(digest(made)).toBe(python.topTen.digest);
  });
});
