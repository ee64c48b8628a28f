import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MONITORS } from '../metrics';
import { recipeSchema } from './recipe';
import { SCHEDULES } from '../optimisation/schedules';
import { choicesOf, titlesOf, valueName } from './value-names';

/**
 * Every word that a field of the schema may hold, with the field's dotted path; words of a list have the list's path.
 */
function wordsOf(schema: unknown, path = ''): [path: string, word: string][] {
  const { properties, anyOf, oneOf, items, ...rest } = schema as Record<string, unknown>;
  const own = [...((rest.enum ?? []) as unknown[]), rest.const].filter((word) => typeof word === 'string');
  const within = Object.entries((properties ?? {}) as Record<string, unknown>).flatMap(([key, inner]) =>
    wordsOf(inner, path ? `${path}.${key}` : key),
  );
  const alternatives = ((anyOf ?? oneOf ?? []) as unknown[]).flatMap((one) => wordsOf(one, path));
  const listed = items ? wordsOf(items, path) : [];
  return [...own.map((word): [string, string] => [path, word]), ...within, ...alternatives, ...listed];
}

/** Values that are their own names, or whose names depend on the task. */
const AS_THEY_ARE = new Set(['backbone.taps', 'stopping.metric', 'schedule.metric']);

describe('names of choices', () => {
  const words = wordsOf(z.toJSONSchema(recipeSchema, { io: 'output', unrepresentable: 'any' }));

  it('exist for every word that a recipe can hold', () => {
    expect(words.length).toBeGreaterThan(100);
    const unnamed = words
      // an option of a transform is not shown on its own
      .filter(([path]) => !AS_THEY_ARE.has(path) && !/^augmentation\..+(?<!kind)$/.test(path))
      .map(([path, word]): [string, string] => [path.replace(/^augmentation\.kind$/, 'augmentation'), word])
      .filter(([path, word]) => valueName(path, word) === word && !['timm', 'torchvision'].includes(word));
    expect(unnamed).toEqual([]);
  });

  it('leave text and numbers unchanged', () => {
    expect(valueName('backbone.weights.repo', 'timm/resnet18.tv_in1k')).toBe('timm/resnet18.tv_in1k');
    expect(valueName('task.classes.names', 'pad')).toBe('pad');
    expect(valueName('images.fit', 'constructor')).toBe('constructor');
    expect(MONITORS.map((metric) => valueName('stopping.metric', metric))).toEqual(MONITORS);
  });

  it('are the options of the controls', () =>
    expect(choicesOf(titlesOf(SCHEDULES)).at(-1)).toEqual({ value: 'one-cycle', label: 'One cycle' }));
});
