/** The page's run service: it trains in the compute worker, stores its runs in the runs store and announces them. */
import { figureText } from '../core/metrics';
import { headFiguresOf, mainFigureOf } from '../core/run/head-figures';
import type { Run } from '../core/run/run';
import { getStudio } from '../workers/client';
import { isLooking, rateFinder } from './learning-rate';
import { perform } from './perform';
import { runs } from './runs';
import { settings } from './settings';
import { announce } from './ui';
import { createRunService, type RunEnd, type RunServiceState } from './run-service';
import { computeRunWorker } from './run-worker';
import { trainingTitle } from './run-views';

function ended({ live }: RunServiceState, { run, error }: RunEnd): void {
  const title = trainingTitle(live);
  if (run) runs.getState().add(run);
  if (run?.status === 'finished') return announce(`Training: done. ${resultText(run)}`);
  announce(`${title}: ${error?.message ?? 'stopped'}`);
  // a failed run is stored too, with the reason
  if (runs.getState().status !== 'unread') perform(() => runs.getState().refresh());
}

function resultText(run: Run): string {
  const { title, value, baseline, metric } = mainFigureOf(headFiguresOf(run, 'validation'));
  const text = (figure: number) => figureText(metric, figure);
  return `Validation ${title} ${text(value)}; always the same answer gets ${text(baseline)}.`;
}

export const runService = createRunService({
  worker: computeRunWorker(
    () => getStudio().compute,
    () => settings.getState().backend,
  ),
  others: {
    busy: () => isLooking(rateFinder.getState()),
    subscribe: (listener) => rateFinder.subscribe(listener),
  },
  began: ({ live }) => announce(`${trainingTitle(live)}: started.`),
  ended,
});
