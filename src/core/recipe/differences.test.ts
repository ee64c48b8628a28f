import { describe, expect, it } from 'vitest';
import { fieldText, fieldTitle, recipeDifferences, recipeFields, varyingFields } from './differences';
import { defaultRecipe, parseRecipe, setInRecipe } from './recipe';

const base = defaultRecipe();
const longer = setInRecipe(base, 'training.epochs', '50');

describe('recipeDifferences', () => {
  it('finds none between equal recipes', () => expect(recipeDifferences(base, defaultRecipe())).toEqual([]));

  it('names the field and both values', () =>
    expect(recipeDifferences(base, longer)).toEqual([{ path: 'training.epochs', before: 20, after: 50 }]));

  it('takes a list for one value', () => {
    const taps = setInRecipe(base, 'backbone.taps', '["Conv_1"]');
    expect(recipeDifferences(base, taps).map((one) => one.path)).toEqual(['backbone.taps']);
  });

  it('holds fields that one of them lacks', () => {
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

  it('does not count names', () =>
    expect(recipeDifferences(base, setInRecipe(base, 'title', 'Another'))).toEqual([]));
});

describe('varyingFields', () => {
  it('gathers the fields in which any differs, in the order of the recipe', () => {
    const seeded = setInRecipe(base, 'seed', '7');
    expect(varyingFields([base, longer, seeded])).toEqual(['seed', 'training.epochs']);
  });
  it('is empty for one recipe and for none', () => {
    expect(varyingFields([base])).toEqual([]);
    expect(varyingFields([])).toEqual([]);
  });
});

describe('words for fields', () => {
  it('has a title for every field of the schema', () => {
    const paths = [...recipeFields(base).keys()].filter((path) => !['version', 'id', 'title'].includes(path));
    expect(paths.filter((path) => fieldTitle(path) === path)).toEqual([]);
  });
  it('writes values plainly', () => {
    expect(fieldText(['a', 'b'])).toBe('a, b');
    expect(fieldText(null)).toBe('all');
    expect(fieldText(undefined)).toBe('–');
  });
});
