import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldTitle, recipeDifferences, varyingFields } from './differences';
import { defaultRecipe, parseRecipe, recipeSchema, setInRecipe } from './recipe';

/** Paths of all leaves of a JSON schema, including those of every alternative; a list is one leaf. */
function fieldsOf(schema: unknown, path = ''): Set<string> {
  const { properties, anyOf, oneOf } = schema as Record<string, unknown>;
  const alternatives = (anyOf ?? oneOf) as unknown[] | undefined;
  const within = properties
    ? Object.entries(properties).map(([key, inner]) => fieldsOf(inner, path ? `${path}.${key}` : key))
    : alternatives
      ? alternatives.map((inner) => fieldsOf(inner, path))
      : [new Set([path])];
  return new Set(within.flatMap((paths) => [...paths]));
}

const base = defaultRecipe();
const longer = setInRecipe(base, 'training.epochs', '50');

describe('recipeDifferences', () => {
  it('finds none between equal recipes', () => expect(recipeDifferences(base, defaultRecipe())).toEqual([]));

  it('names the field and both values', () =>
    expect(recipeDifferences(base, longer)).toEqual([{ path: 'training.epochs', before: 20, after: 50 }]));

  it('treats a list as one value', () => {
    const taps = setInRecipe(base, 'backbone.taps', '["Conv_1"]');
    expect(recipeDifferences(base, taps).map((one) => one.path)).toEqual(['backbone.taps']);
  });

  it('includes fields that one of them lacks', () => {
    const named = parseRecipe({
      ...base,
      task: { kind: 'genre', classes: { by: 'names', names: ['Comedy', 'Horror'] }, perClass: null },
    });
    expect(recipeDifferences(base, named)).toEqual([
      { path: 'task.classes.by', before: 'top', after: 'names' },
      { path: 'task.classes.count', before: 10, after: undefined },
      { path: 'task.classes.names', before: undefined, after: ['Comedy', 'Horror'] },
    ]);
  });

  it('ignores names', () =>
    expect(recipeDifferences(base, setInRecipe(base, 'title', 'Another'))).toEqual([]));
});

describe('varyingFields', () => {
  it('collects the fields in which any differs, in the order of the recipe', () => {
    const seeded = setInRecipe(base, 'seed', '7');
    expect(varyingFields([base, longer, seeded])).toEqual(['seed', 'training.epochs']);
  });
  it('is empty for one recipe and for none', () => {
    expect(varyingFields([base])).toEqual([]);
    expect(varyingFields([])).toEqual([]);
  });
});

describe('titles of fields', () => {
  it('has a title for every field that any recipe can have', () => {
    const paths = [...fieldsOf(z.toJSONSchema(recipeSchema, { io: 'output', unrepresentable: 'any' }))];
    expect(paths.length).toBeGreaterThan(100);
    const titled = paths.filter((path) => !['version', 'id', 'title'].includes(path));
    expect(titled.filter((path) => fieldTitle(path) === path)).toEqual([]);
  });
});
