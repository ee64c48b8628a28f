/** What can be done with experiments and their queue: their buttons and lines in the palette. */
import { isOver } from '../../core/experiments/queue';
import { PRESETS } from '../../core/presets';
import type { Action } from '../../state/actions';
import { canRun, queueCurrent, runPreset, RUN_WAITS } from '../../state/experiments';
import { queue } from '../../state/queue';
import { openExperiments } from './view';

function canGoOn(): boolean {
  return queue.getState().items.some((item) => !isOver(item) && item.status !== 'interrupted');
}

function togglePause(): void {
  if (queue.getState().status === 'going') queue.getState().hold();
  else queue.getState().start();
}

export const EXPERIMENT_ACTIONS: Action[] = [
  {
    id: 'experiment.show',
    title: 'Show the experiments',
    group: 'Experiments',
    keywords: 'presets published write-ups queue',
    run: openExperiments,
  },
  {
    id: 'queue.current',
    title: 'Add the recipe to the queue',
    group: 'Experiments',
    keywords: 'add later batch',
    enabled: canRun,
    waitsFor: () => RUN_WAITS,
    run: () => {
      queueCurrent();
      openExperiments();
    },
  },
  {
    id: 'queue.pause',
    title: 'Pause or resume the queue',
    group: 'Experiments',
    keywords: 'hold resume start',
    enabled: () => canGoOn() && (queue.getState().status === 'going' || canRun()),
    waitsFor: () => (canGoOn() ? RUN_WAITS : 'the queue has no waiting runs'),
    run: togglePause,
  },
  {
    id: 'queue.clear',
    title: 'Cancel the queue',
    group: 'Experiments',
    keywords: 'stop all remove clear',
    enabled: () => queue.getState().items.length > 0,
    waitsFor: () => 'the queue is empty',
    run: () => queue.getState().cancelAll(),
  },
  ...PRESETS.map((preset): Action => ({
    id: `experiment.run-${preset.id}`,
    title: `Run the experiment “${preset.title}”`,
    group: 'Experiments',
    keywords: `${preset.description} ${preset.id}`,
    enabled: canRun,
    waitsFor: () => RUN_WAITS,
    run: () => {
      runPreset(preset);
      openExperiments();
    },
  })),
];
