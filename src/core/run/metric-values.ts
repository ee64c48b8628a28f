/** A run's metrics by id: from a head's figures, or from the run itself. */
import { sampledRows } from '../balance/sampled-rows';
import { labelValue, type MetricId, type RunMetric } from '../metrics';
import { figureOf, type HeadFigures } from './head-figures';
import type { Head } from '../heads';
import type { Run } from './run';

/** The parts of a run that its run metrics are computed from. */
export type RunFacts = Pick<Run, 'history' | 'funnel' | 'sizes' | 'heads' | 'recipe' | 'predictions'>;

/** Mean seconds per epoch; NaN if there was none. */
export function secondsAnEpoch({ history }: Pick<Run, 'history'>): number {
  return history.reduce((sum, record) => sum + record.seconds, 0) / history.length;
}

/** A head's metric; null if the head does not have it. @param label for metrics of a single label or class. */
export function metricValue(
  figures: HeadFigures,
  metric: MetricId,
  head: Head,
  label?: string,
): number | null {
  if (label === undefined) return figureOf(figures, metric);
  if (figures.kind === 'value') return null;
  const one = (figures.kind === 'class' ? figures.classes : figures.labels).at(head.names.indexOf(label));
  return one && head.names.includes(label) ? labelValue(one, metric) : null;
}

const RUN_MEASURES: Record<RunMetric, (run: RunFacts) => number> = {
  'seconds-an-epoch': secondsAnEpoch,
  epochs: ({ history }) => history.length,
  'films-after-cleaning': ({ funnel }) => funnel.at(-1)?.after ?? NaN,
  posters: ({ sizes }) => sizes.train + sizes.validation + sizes.test,
  'posters-after-balancing': postersAfterBalancing,
  labels: ({ heads }) => heads[0]?.names.length ?? NaN,
};

/** A metric of the run as a whole; NaN if the run did not record it. */
export function runValue(run: RunFacts, metric: RunMetric): number {
  return RUN_MEASURES[metric](run);
}

/** On the training side: including the repetitions that sampling adds, without the posters that it leaves out. */
function postersAfterBalancing({ heads, predictions, recipe, sizes }: RunFacts): number {
  if (predictions.splits.length === 0) return NaN;
  const training = [...predictions.splits.keys()].filter((row) => predictions.splits[row] === 'train');
  const sampled = sampledRows(training, { heads, values: predictions.answers }, recipe);
  return sampled.length + sizes.validation + sizes.test;
}
