/** What is done with presets: all their runs into the queue, or one of them. Button, key and palette come through here. */
import type { Preset, PresetRun } from '../core/presets';
import { experimentOf } from '../core/presets/experiment-of';
import { datasetStore, hasPosters } from './dataset';
import { queue, type QueueEntry } from './queue';
import { currentRecipe } from './recipe';
import { announce } from './ui';

/** Whether there is anything to run on. */
export function canRun(): boolean {
  return hasPosters(datasetStore.getState().summary);
}

export const RUN_WAITS = 'open films with posters first';

function entryOf(preset: Preset, run: PresetRun): QueueEntry {
  return { recipe: run.recipe, experiment: { id: preset.id, run: run.id, name: run.name } };
}

/** Puts a preset's runs into the queue, or those named; it begins unless it is held. */
export function runPreset(preset: Preset, only?: readonly string[]): void {
  const chosen = preset.runs.filter((run) => only === undefined || only.includes(run.id));
  queue.getState().add(chosen.map((run) => entryOf(preset, run)));
  announce(`${preset.title}: ${chosen.length === 1 ? '1 run' : `${chosen.length} runs`} in the queue.`);
}

/** Puts the recipe as it is now into the queue. */
export function queueCurrent(): void {
  const recipe = currentRecipe();
  queue.getState().add([{ recipe, experiment: experimentOf(recipe) ?? null }]);
  announce(`${recipe.title}: in the queue.`);
}

/** Puts what failed, was stopped or was interrupted back among those that wait, and goes on with the queue. */
export function runAgain(id: string): void {
  queue.getState().again(id);
  queue.getState().start();
}
