/** What differs between recipes, field by field: for Compare's columns, and for "changed since this run". */
import type { Recipe } from './recipe';

export interface Difference {
  /** Dotted path: `training.epochs`. */
  path: string;
  before: unknown;
  after: unknown;
}

/** Names given by the person, which change nothing of what comes out. */
const NAMES = new Set(['id', 'title', 'version']);

/** Leaves by their dotted path; a list is one leaf. */
export function recipeFields(recipe: Recipe): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const walk = (value: unknown, path: string) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) found.set(path, value);
    else for (const [key, inner] of Object.entries(value)) walk(inner, path ? `${path}.${key}` : key);
  };
  walk(recipe, '');
  return found;
}

/** Every field in which the two differ, names left out; a field that one of them lacks is undefined there. */
export function recipeDifferences(before: Recipe, after: Recipe): Difference[] {
  const one = recipeFields(before);
  const other = recipeFields(after);
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((path) => !NAMES.has(path) && JSON.stringify(one.get(path)) !== JSON.stringify(other.get(path)))
    .map((path) => ({ path, before: one.get(path), after: other.get(path) }));
}

/** Paths in which not all of the recipes agree, in the order of the fields. */
export function varyingFields(recipes: readonly Recipe[]): string[] {
  const [first, ...others] = recipes;
  if (!first) return [];
  const varying = new Set(others.flatMap((other) => recipeDifferences(first, other).map(({ path }) => path)));
  const order = [...new Set(recipes.flatMap((recipe) => [...recipeFields(recipe).keys()]))];
  return order.filter((path) => varying.has(path));
}

const TITLES: Record<string, string> = {
  seed: 'Seed',
  'cleaning.rules': 'Cleaning rules',
  'task.kind': 'Task',
  'task.classes.by': 'Classes by',
  'task.classes.count': 'Top genres',
  'task.classes.names': 'Genres',
  'task.perClass': 'Films a genre',
  'split.validation': 'Validation share',
  'split.test': 'Test share',
  'images.fit': 'Fit',
  'images.width': 'Width',
  'images.height': 'Height',
  'backbone.id': 'Backbone',
  'backbone.taps': 'Taps',
  'depth.kind': 'Trained',
  'head.dropout': 'Dropout',
  'head.hidden': 'Hidden layer',
  'optimizer.kind': 'Optimizer',
  'optimizer.learningRate': 'Learning rate',
  'optimizer.beta1': 'Adam β₁',
  'optimizer.beta2': 'Adam β₂',
  'optimizer.epsilon': 'Adam ε',
  'training.epochs': 'Epochs',
  'training.batchSize': 'Batch size',
  'training.keep': 'Kept epoch',
};

/** A field's name for a person; its path where none has been given. */
export function fieldTitle(path: string): string {
  return TITLES[path] ?? path;
}

/** A field's value for a person. */
export function fieldText(value: unknown): string {
  if (value === undefined) return '–';
  if (value === null) return 'all';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(fieldText).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
