/**
 * How a person asks for runs: the recipe now or later, a preset's runs, one again. Buttons, keys and the palette come
 * through here; each goes straight to the run service.
 */
import { counted } from '../core/text';
import type { Preset, PresetRun } from '../core/presets';
import { experimentOf } from '../core/presets/experiment-of';
import type { Recipe } from '../core/recipe/recipe';
import { datasetStore, hasPosters } from './dataset';
import { currentRecipe } from './recipe';
import { announce } from './ui';
import { runService } from './page-runs';
import type { RunOrder } from './run-worker';
import { runStatus } from './run-views';

/** Whether there is anything to run on. */
export function canRun(): boolean {
  return hasPosters(datasetStore.getState().summary);
}

export const RUN_WAITS = 'open films with posters first';

/** Part of the preset's experiment that the recipe is a run of, if it is one. */
function orderOf(recipe: Recipe): RunOrder {
  return { recipe, experiment: experimentOf(recipe) ?? null };
}

function presetOrder(preset: Preset, run: PresetRun): RunOrder {
  return { recipe: run.recipe, experiment: { id: preset.id, run: run.id, name: run.name } };
}

/** Trains the recipe as it is now, at once. Resolves when it has ended, however it ended. */
export async function trainNow(): Promise<void> {
  await runService.getState().start(orderOf(currentRecipe()));
}

/** Puts the recipe as it is now into the queue. */
export function queueCurrent(): void {
  const recipe = currentRecipe();
  runService.getState().add([orderOf(recipe)]);
  announce(`${recipe.title}: in the queue.`);
}

/** Puts a preset's runs into the queue, or those named; it begins unless it is held. */
export function runPreset(preset: Preset, only?: readonly string[]): void {
  const chosen = preset.runs.filter((run) => only === undefined || only.includes(run.id));
  runService.getState().add(chosen.map((run) => presetOrder(preset, run)));
  announce(`${preset.title}: ${counted(chosen.length, 'run')} in the queue.`);
}

/** Puts what failed, was stopped or was interrupted back among those that wait, and goes on with the queue. */
export async function runAgain(id: string): Promise<void> {
  runService.getState().again(id);
  await runService.getState().goOn();
}

/** Pauses what runs, resumes what is paused. */
export async function togglePause(): Promise<void> {
  const service = runService.getState();
  await (runStatus(service) === 'paused' ? service.resume() : service.pause());
}
