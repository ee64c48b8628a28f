/** The recipe that a command line describes: a preset or a file, with settings and seed put in. */
import { existsSync, readFileSync } from 'node:fs';
import { OnesheetError } from '../../src/core/errors';
import { PRESETS } from '../../src/core/recipe/presets';
import { parseRecipe, setInRecipe, type Recipe } from '../../src/core/recipe/recipe';
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

function named(idOrFile: string): Recipe {
  const preset = PRESETS.find(({ id }) => id === idOrFile);
  if (preset) return preset.recipe;
  if (existsSync(idOrFile)) return fromFile(idOrFile);
  const ids = PRESETS.map(({ id }) => id).join(', ');
  throw new WrongInput(`--recipe: "${idOrFile}" is neither a file nor one of ${ids}`);
}

/** @throws WrongInput */
export function recipeOf({
  recipe,
  settings,
  seed,
}: Pick<TrainCommand, 'recipe' | 'settings' | 'seed'>): Recipe {
  try {
    let made = named(recipe);
    for (const { path, value } of settings) made = setInRecipe(made, path, value);
    return seed === null ? made : { ...made, seed };
  } catch (error) {
    if (error instanceof OnesheetError) throw new WrongInput(`${error.message} ${error.advice}`);
    throw error;
  }
}
