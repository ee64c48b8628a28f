/** What can be done with a training: its buttons, keys and lines in the palette. */
import type { Action } from '../../state/actions';
import { datasetStore, hasPosters } from '../../state/dataset';
import { jobUnderWay } from '../../state/jobs';
import { startTraining, stopTraining, toggleTraining } from '../../state/train';
import { isTraining, training } from '../../state/training';
import { goTo } from '../../state/ui';

function going(): boolean {
  return isTraining(training.getState().status);
}

export const TRAIN_ACTIONS: Action[] = [
  {
    id: 'train.start',
    title: 'Train',
    group: 'Train',
    shortcut: 'Mod+Enter',
    keywords: 'run fit start learn',
    enabled: () => !going() && hasPosters(datasetStore.getState().summary),
    waitsFor: () => (going() ? 'a training is going on' : 'open films with posters first'),
    run: () => {
      goTo('train');
      void startTraining();
    },
  },
  {
    id: 'train.pause',
    title: 'Pause or resume the training',
    group: 'Train',
    shortcut: 'T P',
    enabled: () => ['running', 'paused'].includes(jobUnderWay('train')?.status ?? ''),
    waitsFor: () => 'nothing is training',
    run: toggleTraining,
  },
  {
    id: 'train.stop',
    title: 'Stop the training and keep what there is',
    group: 'Train',
    shortcut: 'T S',
    enabled: () => ['running', 'paused'].includes(jobUnderWay('train')?.status ?? ''),
    waitsFor: () => (going() ? 'it is stopping' : 'nothing is training'),
    run: stopTraining,
  },
];
