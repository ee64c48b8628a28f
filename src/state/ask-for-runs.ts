/**
 * The ways to ask for runs: the current recipe now or later, a preset's runs, one run again. Buttons, shortcuts and the
 * palette all call these functions, which call the run service.
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

/** Whether there are data to train on. */
export function canRun(): boolean {
  return hasPosters(datasetStore.getState().summary);
}

export const RUN_WAITS = 'open films with posters first';

/** The recipe as an order; says which run of a preset's experiment it is, if it is one. */
function orderOf(recipe: Recipe): RunOrder {
  return { recipe, experiment: experimentOf(recipe) ?? null };
}

function presetOrder(preset: Preset, run: PresetRun): RunOrder {
  return { recipe: run.recipe, experiment: { id: preset.id, run: run.id, name: run.name } };
}

/** Trains the current recipe at once. Resolves when the run has ended, successfully or not. */
export async function trainNow(): Promise<void> {
  await runService.getState().start(orderOf(currentRecipe()));
}

/** Adds the current recipe to the queue. */
export function queueCurrent(): void {
  const recipe = currentRecipe();
  runService.getState().add([orderOf(recipe)]);
  announce(`${recipe.title}: added to the queue.`);
}

/** Adds all or some of a preset's runs to the queue, which starts unless it is paused. */
export function runPreset(preset: Preset, only?: readonly string[]): void {
  const chosen = preset.runs.filter((run) => only === undefined || only.includes(run.id));
  runService.getState().add(chosen.map((run) => presetOrder(preset, run)));
  announce(`${preset.title}: ${counted(chosen.length, 'run')} added to the queue.`);
}

/** Lets a run that failed, was stopped or was interrupted wait again, and resumes the queue. */
export async function runAgain(id: string): Promise<void> {
  runService.getState().again(id);
  await runService.getState().goOn();
}

/** Pauses the run under way, or resumes it if it is paused. */
export async function togglePause(): Promise<void> {
  const service = runService.getState();
  await (runStatus(service) === 'paused' ? service.resume() : service.pause());
}
