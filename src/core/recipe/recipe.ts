/**
 * The Recipe: the complete description of an experiment, as plain JSON. It contains everything that affects a run's
 * results, and nothing else. One zod schema gives the type, the validation and the defaults; files of any version,
 * links and settings are all read by `parseRecipe`.
 */
import { z } from 'zod';
import { OnesheetError } from '../errors';
import { augmentationSchema, mixingSchema } from './augmentation';
import { backboneSchema, depthSchema } from './backbone';
import { cleaningSchema } from './cleaning';
import { fromEarlier } from './earlier';
import { modelSchema } from './model';
import { stepSchema, stoppingSchema } from './steps';
import { balanceSchema } from '../balance/settings';
import { splitSchema } from './split';
import { taskSchema } from '../tasks/task';
import { lossSchema } from '../optimisation/losses';
import { optimizerSchema } from '../optimisation/optimizers';
import { scheduleSchema } from '../optimisation/schedules';

export const RECIPE_VERSION = 3;

/** How a poster is fitted to the network's input rectangle. */
export const FITS = ['stretch', 'centre-crop', 'pad', 'random-crop'] as const;

export const recipeSchema = z.strictObject({
  /** `parseRecipe` converts recipes of earlier versions to this one. */
  version: z
    .union([z.literal(1), z.literal(2), z.literal(RECIPE_VERSION)])
    .default(RECIPE_VERSION)
    .transform(() => RECIPE_VERSION),
  /** Stable name of a preset, or of the person's own recipe. */
  id: z.string().min(1).default('custom'),
  title: z.string().min(1).default('My experiment'),
  /** Seeds split, shuffling, initial weights, dropout and crops. */
  seed: z.int().min(0).max(0xffffffff).default(1),
  cleaning: cleaningSchema.prefault({}),
  task: taskSchema.prefault({ kind: 'genre' }),
  split: splitSchema,
  balance: balanceSchema,
  images: z
    .strictObject({
      fit: z.enum(FITS).default('pad'),
      /** Pixels. Multiples of 32 suit every backbone. */
      width: z.int().min(32).max(512).default(224),
      height: z.int().min(32).max(512).default(224),
    })
    .prefault({}),
  /** Only of training posters. */
  augmentation: augmentationSchema,
  mixing: mixingSchema,
  model: modelSchema,
  backbone: backboneSchema,
  depth: depthSchema,
  head: z
    .strictObject({
      /** Share of the features dropped in training. */
      dropout: z.number().min(0).max(0.95).default(0.5),
      /** Width of the single hidden ReLU layer; 0 for none. */
      hidden: z.int().min(0).max(4096).default(0),
    })
    .prefault({}),
  optimizer: optimizerSchema.prefault({ kind: 'adam' }),
  schedule: scheduleSchema.prefault({ kind: 'constant' }),
  loss: lossSchema.prefault({ kind: 'auto' }),
  step: stepSchema,
  stopping: stoppingSchema,
  training: z
    .strictObject({
      epochs: z.int().min(1).max(10000).default(20),
      batchSize: z.int().min(1).max(4096).default(32),
      /** Which epoch's weights are kept: the best by the monitored figure, or the last. */
      keep: z.enum(['best', 'last']).default('best'),
    })
    .prefault({}),
});

export type Recipe = z.infer<typeof recipeSchema>;
export type RecipeInput = z.input<typeof recipeSchema>;
export type Fit = (typeof FITS)[number];

/** The recipe with every default filled in. */
export function defaultRecipe(): Recipe {
  return recipeSchema.parse({});
}

/**
 * Reads a recipe of any version from plain data.
 * @throws OnesheetError `recipe-newer` if a later version wrote it; otherwise `recipe-invalid` with the path of the
 * first
 *   invalid field.
 */
export function parseRecipe(data: unknown): Recipe {
  const version = typeof data === 'object' && data !== null && 'version' in data ? data.version : undefined;
  if (typeof version === 'number' && version > RECIPE_VERSION)
    throw new OnesheetError(
      'recipe-newer',
      `This recipe is of version ${version}; this page knows versions up to ${RECIPE_VERSION}.`,
      'Reload the page to get its newest version, then open the recipe again.',
    );
  const result = recipeSchema.safeParse(fromEarlier(data));
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
 * Sets one field by its dotted path (`training.epochs`). Text that is valid JSON is parsed as such.
 * @throws OnesheetError `recipe-invalid` if the path or the value does not fit the schema.
 */
export function setInRecipe(recipe: Recipe, path: string, text: string): Recipe {
  let value: unknown = text;
  try {
    value = JSON.parse(text);
  } catch {
    // not JSON: use the text itself
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
