/** Parses the command line of the headless runner. Every wrong argument is named, with what was expected. */
import { existsSync, statSync } from 'node:fs';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { OnesheetError } from '../../src/core/errors';
import { DIALECT_TRAITS, withDialect, type DialectChoice } from '../../src/core/films/dialect';
import { FILM_FIELDS, type ColumnMapping } from '../../src/core/films/film';
import { BACKENDS } from '../../src/core/run/run';
import type { BackendChoice } from '../../src/workers/protocol';
import { WrongInput } from './wrong-input';

export const USAGE = `Usage:
  npm run headless -- --list
  npm run headless -- train --recipe ID|FILE [--csv FILE] --posters DIR|ZIP --out DIR
                            [--map field=column]… [--dialect trait=value]…
                            [--seed N] [--backend B] [--set path.in.recipe=value]… [--cache DIR]
                            [--weights FILE|DIR]… [--fetch]
  npm run headless -- predict --model model.zip --posters DIR|ZIP --out FILE.csv [--backend B] [--cache DIR]

  --recipe   a preset (all its runs, each in its own folder, and comparison.csv and comparison.md),
             one of its runs (preset/run), or a file
  --csv      the table of films; without it, each folder of posters is a class
  --map      which column fills a field of a film: ${FILM_FIELDS.join(', ')}
  --dialect  how the table is written, where it is judged wrongly: ${DIALECT_TRAITS.join(', ')}
             (decimal=comma, dates=day, quoting=none; a wrong value lists the right ones)
  --weights  pretrained weights for the networks that they fit: safetensors, .h5 or .keras, .pt, .onnx, the folder
             of a tfjs model, or a ZIP of one; may be given several times
  --fetch    downloads the weights that a recipe names on huggingface.co; without it nothing is asked of the network
  --backend  ${['auto', ...BACKENDS].join(' | ')}
  --cache    a folder that keeps prepared posters and features for the next run`;

interface Common {
  posters: string;
  out: string;
  backend: BackendChoice;
  /** Browser profile that is kept after the run; null for a temporary one. */
  cache: string | null;
}
export interface TrainCommand extends Common {
  kind: 'train';
  recipe: string;
  csv: string | null;
  /** Fields that take another column than is recognised; '' for none. */
  mapping: ColumnMapping;
  dialect: DialectChoice;
  seed: number | null;
  settings: { path: string; value: string }[];
  /** Files and folders with pretrained weights. */
  weights: string[];
  /** Weights that the recipe names on the hub are downloaded. */
  fetch: boolean;
}
export interface PredictCommand extends Common {
  kind: 'predict';
  model: string;
}
export type Command = { kind: 'list' } | { kind: 'help' } | TrainCommand | PredictCommand;

const COMMON = {
  posters: { type: 'string' },
  out: { type: 'string' },
  backend: { type: 'string', default: 'auto' },
  cache: { type: 'string' },
} as const;
const TRAIN = {
  ...COMMON,
  recipe: { type: 'string' },
  csv: { type: 'string' },
  map: { type: 'string', multiple: true, default: [] as string[] },
  dialect: { type: 'string', multiple: true, default: [] as string[] },
  seed: { type: 'string' },
  set: { type: 'string', multiple: true, default: [] as string[] },
  weights: { type: 'string', multiple: true, default: [] as string[] },
  fetch: { type: 'boolean', default: false },
} as const;
const PREDICT = { ...COMMON, model: { type: 'string' } } as const;

// the result type follows from the options
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
function parsed<T extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new WrongInput(error instanceof Error ? error.message.split('\n')[0] : String(error));
  }
}

function required(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw new WrongInput(`--${name} is missing.`);
  return value;
}

function existing(value: string, name: string): string {
  if (!existsSync(value)) throw new WrongInput(`--${name}: there is no ${value}`);
  return value;
}

function existingFile(value: string, name: string): string {
  if (!statSync(existing(value, name)).isFile()) throw new WrongInput(`--${name}: ${value} is not a file`);
  return value;
}

function backendOf(value: string): BackendChoice {
  const choices: readonly BackendChoice[] = ['auto', ...BACKENDS];
  const found = choices.find((choice) => choice === value);
  if (!found) throw new WrongInput(`--backend: "${value}" is none of ${choices.join(', ')}`);
  return found;
}

function seedOf(value: string | undefined): number | null {
  if (value === undefined) return null;
  const seed = Number(value);
  if (!/^\d+$/.test(value) || seed > 0xffffffff)
    throw new WrongInput(`--seed: "${value}" is not a whole number from 0 to 4294967295`);
  return seed;
}

function settingOf(text: string): { path: string; value: string } {
  const at = text.indexOf('=');
  if (at < 1) throw new WrongInput(`--set: "${text}" is not path=value, as in training.epochs=5`);
  return { path: text.slice(0, at), value: text.slice(at + 1) };
}

function withMapped(before: ColumnMapping, text: string): ColumnMapping {
  const at = text.indexOf('=');
  const field = FILM_FIELDS.find((one) => one === text.slice(0, at));
  if (!field)
    throw new WrongInput(`--map: "${text}" is not field=column, with a field of ${FILM_FIELDS.join(', ')}`);
  return { ...before, [field]: text.slice(at + 1) };
}

function withTrait(before: DialectChoice, text: string): DialectChoice {
  const at = text.indexOf('=');
  try {
    return withDialect(before, text.slice(0, Math.max(at, 0)), text.slice(at + 1));
  } catch (error) {
    if (error instanceof OnesheetError) throw new WrongInput(`--dialect: ${error.message} ${error.advice}`);
    throw error;
  }
}

function common(values: { posters?: string; out?: string; backend: string; cache?: string }): Common {
  return {
    posters: existing(required(values.posters, 'posters'), 'posters'),
    out: required(values.out, 'out'),
    backend: backendOf(values.backend),
    cache: values.cache ?? null,
  };
}

function trainCommand(args: string[]): TrainCommand {
  const values = parsed(args, TRAIN);
  const recipe = required(values.recipe, 'recipe');
  const base = common(values);
  if (existsSync(base.out) && !statSync(base.out).isDirectory())
    throw new WrongInput(`--out: ${base.out} is a file; a folder is needed`);
  return {
    kind: 'train',
    ...base,
    recipe,
    csv: values.csv === undefined ? null : existingFile(values.csv, 'csv'),
    mapping: values.map.reduce(withMapped, {}),
    dialect: values.dialect.reduce(withTrait, {}),
    seed: seedOf(values.seed),
    settings: values.set.map(settingOf),
    weights: values.weights.map((value) => existing(value, 'weights')),
    fetch: values.fetch,
  };
}

function predictCommand(args: string[]): PredictCommand {
  const values = parsed(args, PREDICT);
  const model = existingFile(required(values.model, 'model'), 'model');
  const base = common(values);
  if (existsSync(base.out) && statSync(base.out).isDirectory())
    throw new WrongInput(`--out: ${base.out} is a folder; a file is needed`);
  return { kind: 'predict', ...base, model };
}

/**
 * @param args without Node and the script
 * @throws WrongInput with one sentence
 */
export function readCommand(args: string[]): Command {
  const [first, ...rest] = args;
  if (first === '--list') return { kind: 'list' };
  if (first === '--help' || first === '-h' || first === 'help') return { kind: 'help' };
  if (first === 'train') return trainCommand(rest);
  if (first === 'predict') return predictCommand(rest);
  throw new WrongInput(
    first === undefined
      ? 'Nothing to do: say --list, train or predict (--help tells more).'
      : `There is no command "${first}": say --list, train or predict (--help tells more).`,
  );
}
