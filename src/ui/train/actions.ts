/** The actions of training: its buttons, shortcuts and lines in the palette. */
import type { Action } from '../../state/actions';
import { datasetStore, hasPosters } from '../../state/dataset';
import { findLearningRate } from '../../state/find-learning-rate';
import type { Suggestions } from '../../core/run/rate-curve';
import { isLooking, rateFinder, suggested, takeSuggestion } from '../../state/learning-rate';
import { currentRecipe, recipeStore } from '../../state/recipe';
import { togglePause, trainNow } from '../../state/ask-for-runs';
import { runService } from '../../state/page-runs';
import { canBeStopped, isTraining } from '../../state/run-views';
import { goTo } from '../../state/ui';

function going(): boolean {
  return isTraining(runService.getState());
}

function looking(): boolean {
  return isLooking(rateFinder.getState());
}

/** The stores that {@link waitsFor} reads. */
const BEFORE_TRAINING = [runService, rateFinder, datasetStore];

/** Why no training or search can start now; null if it can. */
function waitsFor(): string | null {
  if (going()) return 'a training is running';
  if (looking()) return 'the learning-rate finder is running';
  return hasPosters(datasetStore.getState().summary) ? null : 'open films with posters first';
}

function useSuggestion(which: keyof Suggestions, title: string): Action {
  return {
    id: `train.use-${which}`,
    title,
    group: 'Train',
    keywords: 'learning rate finder suggestion',
    reads: [rateFinder, recipeStore],
    enabled: () => {
      const rate = suggested(which);
      return rate !== null && rate !== currentRecipe().optimizer.learningRate;
    },
    waitsFor: () =>
      suggested(which) === null ? 'find a learning rate first' : 'it is already the learning rate',
    run: () => takeSuggestion(which),
  };
}

export const TRAIN_ACTIONS: Action[] = [
  {
    id: 'train.start',
    title: 'Train',
    group: 'Train',
    shortcut: 'Mod+Enter',
    keywords: 'run fit start learn',
    enabled: () => waitsFor() === null,
    reads: BEFORE_TRAINING,
    waitsFor: () => waitsFor() ?? '',
    run: () => {
      goTo('train');
      return trainNow();
    },
  },
  {
    id: 'train.pause',
    title: 'Pause or resume the training',
    group: 'Train',
    shortcut: 'T P',
    enabled: () => canBeStopped(runService.getState()),
    reads: [runService],
    waitsFor: () => 'no training is running',
    run: togglePause,
  },
  {
    id: 'train.stop',
    title: 'Stop the training and keep what there is',
    group: 'Train',
    shortcut: 'T S',
    enabled: () => canBeStopped(runService.getState()),
    reads: [runService],
    waitsFor: () => (going() ? 'it is already stopping' : 'no training is running'),
    run: () => runService.getState().stop(),
  },
  {
    id: 'train.find-learning-rate',
    title: 'Find a learning rate',
    group: 'Train',
    shortcut: 'T L',
    keywords: 'learning rate finder range test lr optimizer',
    enabled: () => waitsFor() === null && currentRecipe().model.kind === 'network',
    reads: [...BEFORE_TRAINING, recipeStore],
    waitsFor: () => waitsFor() ?? 'neighbours and chance have no learning rate',
    run: () => {
      goTo('train', 'learning-rate-finder');
      return findLearningRate();
    },
  },
  {
    id: 'train.stop-finding',
    title: 'Stop the learning-rate finder',
    group: 'Train',
    enabled: looking,
    reads: [rateFinder],
    waitsFor: () => 'the finder is not running',
    run: () => rateFinder.getState().stop(),
  },
  useSuggestion('valley', 'Use the learning rate of the valley'),
  useSuggestion('steepest', 'Use the learning rate of the steepest fall'),
];
