/**
 * The Recipe: THE description of an experiment, as plain JSON. Whatever changes what comes out of a run is in
 * here, and nothing else is. One zod schema is the type, the validation and the defaults; `parseRecipe` is the
 * one way in, for files of any version, links and settings alike.
 */
import { z } from 'zod';
import { OnesheetError } from '../errors';

export const RECIPE_VERSION = 1;

/** How a poster becomes the network's input rectangle. */
export const FITS = ['stretch', 'centre-crop', 'pad', 'random-crop'] as const;

/** Cleaning rules by id, in the order in which they are applied. Each has a file of its name in `core/cleaning`. */
export const CLEANING_RULES = [
  'blank-title',
  'no-genre',
  'no-poster-path',
  'budget-missing',
  'revenue-missing',
] as const;

const genreTask = z.strictObject({
  /** A film's class is the first genre that it lists (a folder per class: the folder's name). */
  kind: z.literal('genre'),
  classes: z
    .discriminatedUnion('by', [
      /** The most frequent genres among the films that are left. */
      z.strictObject({ by: z.literal('top'), count: z.int().min(2).max(100) }),
      z.strictObject({ by: z.literal('names'), names: z.array(z.string().min(1)).min(2).max(100) }),
    ])
    .default({ by: 'top', count: 10 }),
  /** The most popular so many films of each class; null for all of them. */
  perClass: z.int().min(2).nullable().default(null),
});

export const recipeSchema = z.strictObject({
  version: z.literal(RECIPE_VERSION).default(RECIPE_VERSION),
  /** Stable name of a preset, or of the person's own recipe. */
  id: z.string().min(1).default('custom'),
  title: z.string().min(1).default('My experiment'),
  /** One generator seeds split, shuffling, initial weights, dropout and crops. */
  seed: z.int().min(0).max(0xffffffff).default(1),
  cleaning: z
    .strictObject({ rules: z.array(z.enum(CLEANING_RULES)).default([...CLEANING_RULES]) })
    .prefault({}),
  task: z.discriminatedUnion('kind', [genreTask]).prefault({ kind: 'genre' }),
  split: z
    .strictObject({
      /** Shares of the films; what the two leave is for training. Stratified by class. */
      validation: z.number().min(0.01).max(0.9).default(0.2),
      test: z.number().min(0).max(0.8).default(0),
    })
    .prefault({})
    .refine((split) => split.validation + split.test <= 0.95, 'At least 5 % must be left for training.'),
  images: z
    .strictObject({
      fit: z.enum(FITS).default('pad'),
      /** Pixels. Multiples of 32 suit every backbone. */
      width: z.int().min(32).max(512).default(224),
      height: z.int().min(32).max(512).default(224),
    })
    .prefault({}),
  backbone: z
    .strictObject({
      id: z.enum(['open-images-mobilenet-v2']).default('open-images-mobilenet-v2'),
      /** Layers whose outputs are averaged over the image and joined. */
      taps: z
        .array(z.enum(['block_6_expand', 'block_12_add', 'block_13_expand', 'block_15_add', 'Conv_1']))
        .min(1)
        .default(['block_12_add', 'block_13_expand', 'block_15_add']),
    })
    .prefault({}),
  /** What is trained. */
  depth: z
    .discriminatedUnion('kind', [z.strictObject({ kind: z.literal('head') })])
    .prefault({ kind: 'head' }),
  head: z
    .strictObject({
      /** Share of the features dropped in training. */
      dropout: z.number().min(0).max(0.95).default(0.5),
      /** Width of one hidden ReLU layer; 0 for none. */
      hidden: z.int().min(0).max(4096).default(0),
    })
    .prefault({}),
  optimizer: z
    .strictObject({
      kind: z.literal('adam').default('adam'),
      learningRate: z.number().positive().max(10).default(0.001),
      beta1: z.number().min(0).max(0.9999).default(0.9),
      beta2: z.number().min(0).max(0.99999).default(0.999),
      epsilon: z.number().positive().default(1e-7),
    })
    .prefault({}),
  training: z
    .strictObject({
      epochs: z.int().min(1).max(10000).default(20),
      batchSize: z.int().min(1).max(4096).default(32),
      /** Which epoch's weights are kept: the one with the lowest validation loss, or the last. */
      keep: z.enum(['best', 'last']).default('best'),
    })
    .prefault({}),
});

export type Recipe = z.infer<typeof recipeSchema>;
export type RecipeInput = z.input<typeof recipeSchema>;
export type Fit = (typeof FITS)[number];
export type CleaningRuleId = (typeof CLEANING_RULES)[number];

/** The recipe with every default filled in. */
export function defaultRecipe(): Recipe {
  return recipeSchema.parse({});
}

/**
 * Reads a recipe of any version from plain data.
 * @throws OnesheetError `recipe-newer` for one written by a later version, `recipe-invalid` with the path of the
 *   first wrong field otherwise.
 */
export function parseRecipe(data: unknown): Recipe {
  const version = typeof data === 'object' && data !== null && 'version' in data ? data.version : undefined;
  if (typeof version === 'number' && version > RECIPE_VERSION)
    throw new OnesheetError(
      'recipe-newer',
      `This recipe is of version ${version}; this page knows versions up to ${RECIPE_VERSION}.`,
      'Reload the page to get its newest version, then open the recipe again.',
    );
  const result = recipeSchema.safeParse(data);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue.path.join('.') || 'the recipe';
  throw new OnesheetError(
    'recipe-invalid',
    `The recipe is not valid at ${path}: ${issue.message}`,
    `Correct ${path} and try again.`,
  );
}

/**
 * Sets one field by its dotted path (`training.epochs`), parsing the text as JSON where it is JSON.
 * @throws OnesheetError `recipe-invalid` where the path or the value does not fit the schema.
 */
export function setInRecipe(recipe: Recipe, path: string, text: string): Recipe {
  let value: unknown = text;
  try {
    value = JSON.parse(text);
  } catch {
    // plain text is itself
  }
  const copy: unknown = structuredClone(recipe);
  const steps = path.split('.');
  let node = copy;
  for (const [index, step] of steps.entries()) {
    if (typeof node !== 'object' || node === null || (!Object.hasOwn(node, step) && index < steps.length - 1))
      throw new OnesheetError(
        'recipe-invalid',
        `A recipe has no field "${path}".`,
        'Use a dotted path such as training.epochs=5.',
      );
    const holder = node as Record<string, unknown>;
    if (index === steps.length - 1) holder[step] = value;
    else node = holder[step];
  }
  return parseRecipe(copy);
}
