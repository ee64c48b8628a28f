/** The signs beside Train, Evaluate, Compare, Predict and Export, kept true to the runs that there are. */
import { recipeDifferences } from '../core/recipe/differences';
import { datasetStore, hasPosters } from './dataset';
import { setMark } from './marks';
import { prediction } from './prediction';
import { recipeStore } from './recipe';
import { runService } from './page-runs';
import { isUsable, runs } from './runs';

const counted = (count: number) => (count === 1 ? '1 run' : `${count} runs`);

function markTrain(): void {
  const { run } = runService.getState().live;
  if (run && recipeDifferences(run.recipe, recipeStore.getState().recipe).length > 0)
    return setMark('train', 'stale', 'the settings have changed since the last run');
  if (run) return setMark('train', 'done', 'trained');
  return hasPosters(datasetStore.getState().summary)
    ? setMark('train', 'ready', 'ready to train')
    : setMark('train', 'waiting', 'waits for posters');
}

function markRuns(): void {
  const count = runs.getState().list.filter(isUsable).length;
  const some = count > 0;
  setMark('evaluate', some ? 'ready' : 'waiting', some ? counted(count) : 'waits for a run');
  setMark('compare', count > 1 ? 'ready' : 'waiting', count > 1 ? counted(count) : 'waits for two runs');
  setMark('export', some ? 'ready' : 'waiting', some ? counted(count) : 'waits for a run');
}

function markPredict(): void {
  const { model, predictions } = prediction.getState();
  if (predictions.length > 0) setMark('predict', 'done', `${predictions.length} posters predicted`);
  else setMark('predict', 'ready', model ? 'waits for posters' : 'open a model');
}

/** Keeps the signs true until the returned function is called. */
export function followRunMarks(): () => void {
  const stops = [
    runService.subscribe((now, before) => now.live.run !== before.live.run && markTrain()),
    recipeStore.subscribe(markTrain),
    datasetStore.subscribe((now, before) => now.summary !== before.summary && markTrain()),
    prediction.subscribe(markPredict),
    runs.subscribe((now, before) => now.list !== before.list && markRuns()),
  ];
  return () => stops.forEach((stop) => stop());
}
