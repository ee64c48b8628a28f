/** The actions of experiments and their queue: their buttons and lines in the palette. */
import { isOver } from '../../core/experiments/queue';
import { PRESETS } from '../../core/presets';
import type { Action } from '../../state/actions';
import { canRun, queueCurrent, runPreset, RUN_WAITS } from '../../state/ask-for-runs';
import { datasetStore } from '../../state/dataset';
import { runService } from '../../state/page-runs';
import { queueOf } from '../../state/run-views';
import { openExperiments } from './view';

function canGoOn(): boolean {
  return queueOf(runService.getState()).some((item) => !isOver(item) && item.status !== 'interrupted');
}

async function togglePause(): Promise<void> {
  const service = runService.getState();
  await (service.queue === 'going' ? service.hold() : service.goOn());
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
    reads: [datasetStore],
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
    enabled: () => canGoOn() && (runService.getState().queue === 'going' || canRun()),
    reads: [runService, datasetStore],
    waitsFor: () => (canGoOn() ? RUN_WAITS : 'the queue has no waiting runs'),
    run: togglePause,
  },
  {
    id: 'queue.clear',
    title: 'Cancel the queue',
    group: 'Experiments',
    keywords: 'stop all remove clear',
    enabled: () => queueOf(runService.getState()).length > 0,
    reads: [runService],
    waitsFor: () => 'the queue is empty',
    run: () => runService.getState().cancelAll(),
  },
  ...PRESETS.map((preset): Action => ({
    id: `experiment.run-${preset.id}`,
    title: `Run the experiment “${preset.title}”`,
    group: 'Experiments',
    keywords: `${preset.description} ${preset.id}`,
    enabled: canRun,
    reads: [datasetStore],
    waitsFor: () => RUN_WAITS,
    run: () => {
      runPreset(preset);
      openExperiments();
    },
  })),
];
