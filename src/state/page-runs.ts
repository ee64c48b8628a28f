/** The page's run service: it trains in the compute worker, stores its runs in the runs store and announces them. */
import { figureText } from '../core/metrics';
import { mainFigureOf, type HeadFigures } from '../core/run/head-figures';
import type { Run } from '../core/run/run';
import { getStudio } from '../workers/client';
import { headFigures } from './figures';
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
  if (run?.status === 'finished') return perform(() => announceResult(run));
  announce(`${title}: ${error?.message ?? 'stopped'}`);
  // a failed run is stored too, with the reason
  if (runs.getState().status !== 'unread') perform(() => runs.getState().refresh());
}

async function announceResult(run: Run): Promise<void> {
  try {
    const figures = await headFigures.figures({ run, split: 'validation', head: 0 });
    announce(`Training: done. ${resultText(figures)}`);
  } catch (error) {
    announce('Training: done.');
    throw error;
  }
}

function resultText(figures: HeadFigures): string {
  const { title, value, baseline, metric } = mainFigureOf(figures);
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
