import { describe, expect, it } from 'vitest';
import { recipeDifferences } from '../recipe/differences';
import { defaultRecipe, parseRecipe, recipeSchema } from '../recipe/recipe';
import { findRun, presetById, PRESETS } from './index';

const runs = PRESETS.flatMap((preset) => preset.runs.map((run) => ({ preset, run })));

describe('presets', () => {
  it('have unique ids of letters, digits and hyphens', () => {
    const ids = PRESETS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of [...ids, ...runs.map(({ run }) => run.id)]) expect(id).toMatch(/^[a-z0-9-]+$/);
    expect(new Set(runs.map(({ run }) => run.recipe.id)).size).toBe(runs.length);
  });

  it('are found by their recipes’ ids', () => {
    for (const { preset, run } of runs) expect(findRun(run.recipe.id)).toEqual({ preset, run });
    expect(findRun('custom')).toBeNull();
    expect(() => presetById('nothing')).toThrow('There is no preset "nothing".');
  });

  it.each(runs.map(({ preset, run }) => [run.recipe.id, preset, run] as const))(
    '%s has the split and seed of its preset, and can be read back unchanged',
    (_, preset, run) => {
      expect(run.recipe.seed).toBe(preset.recipe.seed);
      expect(run.recipe.split).toEqual(preset.recipe.split);
      expect(parseRecipe(JSON.parse(JSON.stringify(run.recipe)))).toEqual(run.recipe);
    },
  );

  it.each(PRESETS.map((preset) => [preset.id, preset] as const))(
    '%s has runs that differ from each other',
    (_, preset) => {
      const pairs = preset.runs.flatMap((run, at) =>
        preset.runs.slice(at + 1).map((other) => [run.recipe, other.recipe] as const),
      );
      const alike = pairs.filter(([one, other]) => recipeDifferences(one, other).length === 0);
      expect(alike).toEqual([]);
    },
  );

  it.each(
    PRESETS.flatMap(({ id, fetches, counterpart }) =>
      counterpart ? [[id, counterpart, fetches] as const] : [],
    ),
  )(
    '%s has the counterpart %s, of which one fetches weights and the other does not',
    (_, counterpart, fetches) => {
      expect(presetById(counterpart).fetches).toBe(!fetches);
    },
  );

  it('name an alternative without downloads for everything that fetches weights', () => {
    const only = PRESETS.filter((preset) => preset.fetches && preset.counterpart === null);
    // architectures that the bundled network cannot replace
    expect(only.map(({ id }) => id).sort()).toEqual([
      'bag-of-tricks',
      'five-networks',
      'genres-augmentation',
    ]);
  });
});

// the figures of e2e/real-figures.real.spec.ts depend on these settings
describe('the two presets of the first version', () => {
  const films = {
    images: { fit: 'pad', width: 192, height: 288 },
    backbone: { taps: ['block_6_expand', 'block_12_add', 'block_13_expand', 'block_15_add'] },
    head: { dropout: 0.8 },
    training: { epochs: 25 },
  } as const;
  it.each([
    ['comedy-or-horror', { by: 'names', names: ['Comedy', 'Horror'] }, 400],
    ['ten-genres', { by: 'top', count: 10 }, 177],
  ] as const)('%s has not changed', (id, classes, perClass) => {
    const { recipe } = presetById(id);
    const written = structuredClone({ task: { kind: 'genre', classes, perClass }, ...films });
    expect(recipe.id).toBe(id);
    expect(recipeDifferences(recipeSchema.parse(written), recipe)).toEqual([]);
    expect(recipe.cleaning).toEqual(defaultRecipe().cleaning);
  });
});
