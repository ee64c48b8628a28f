/** The recipes that a command line describes: those of a preset or a file, with the given settings and seed. */
import { existsSync, readFileSync } from 'node:fs';
import { OnesheetError } from '../../src/core/errors';
import { findRun, PRESETS, type Preset } from '../../src/core/presets';
import { parseRecipe, setInRecipe, type Recipe } from '../../src/core/recipe/recipe';
import type { RunExperiment } from '../../src/core/run/run';
import type { TrainCommand } from './arguments';
import { WrongInput } from './wrong-input';

function fromFile(file: string): Recipe {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new WrongInput(
      `--recipe: ${file} is not JSON (${error instanceof Error ? error.message : 'unreadable'})`,
    );
  }
  return parseRecipe(data);
}

/** One recipe of a command, and the preset run that it belongs to. */
export interface Ordered {
  recipe: Recipe;
  experiment: RunExperiment | null;
}

/** A preset with all its runs, or a single recipe. */
export interface Order {
  /** Null for a single run of a preset, and for a file. */
  preset: Preset | null;
  runs: Ordered[];
}

function named(idOrFile: string): { preset: Preset | null; recipes: Recipe[] } {
  const preset = PRESETS.find(({ id }) => id === idOrFile);
  if (preset) return { preset, recipes: preset.runs.map(({ recipe }) => recipe) };
  const one = findRun(idOrFile);
  if (one) return { preset: null, recipes: [one.run.recipe] };
  if (existsSync(idOrFile)) return { preset: null, recipes: [fromFile(idOrFile)] };
  const ids = PRESETS.map(({ id }) => id).join(', ');
  throw new WrongInput(`--recipe: "${idOrFile}" is neither a file nor one of ${ids}`);
}

/**
 * The recipes that a command line requests, each with the given settings and seed. Runs still count as the preset's,
 * whatever was changed; `run.json` records the changes.
 * @throws WrongInput
 */
export function orderOf({
  recipe,
  settings,
  seed,
}: Pick<TrainCommand, 'recipe' | 'settings' | 'seed'>): Order {
  try {
    const { preset, recipes } = named(recipe);
    const runs = recipes.map((made): Ordered => {
      const found = findRun(made.id);
      const set = settings.reduce((before, { path, value }) => setInRecipe(before, path, value), made);
      return {
        recipe: seed === null ? set : { ...set, seed },
        experiment: found && { id: found.preset.id, run: found.run.id, name: found.run.name },
      };
    });
    return { preset, runs };
  } catch (error) {
    if (error instanceof OnesheetError) throw new WrongInput(`${error.message} ${error.advice}`);
    throw error;
  }
}
