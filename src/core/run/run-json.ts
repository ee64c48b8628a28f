/** `run.json`: a run's settings and results, without predictions, which have their own file. */
import { isMeasured, isMetric, shapeOf } from '../metrics/facts';
import { headFiguresOf, type HeadFigures } from './head-figures';
import { intervalsOf } from './intervals';
import type { Figures } from './figures';
import type { Run } from './run';
import type { SplitName } from '../splits/split-name';

/** Figures of one head on one split as plain arrays with names, and the intervals of the main ones. */
function metricsOf(run: Run, split: SplitName, head: number) {
  const { names, title, task } = run.heads[head];
  const figures = headFiguresOf(run, split, head);
  return {
    head: title,
    task,
    ...figuresJson(figures, names),
    /** By the metric's id; metrics of ordered classes only if the classes have an order. */
    values: Object.fromEntries(
      Object.entries(figures.values).filter(
        ([id]) => isMetric(id) && isMeasured(id, shapeOf(run.heads[head])),
      ),
    ),
    /** 95 %, percentile bootstrap over the films. */
    intervals: intervalsOf(run, split, head),
  };
}

function figuresJson(figures: HeadFigures, names: readonly string[]) {
  if (figures.kind === 'class') return classMetrics(figures, names);
  if (figures.kind === 'value') return figures;
  const labels = figures.labels.map((label, index) => ({ label: names[index], ...label }));
  return { ...figures, labels };
}

function classMetrics({ confusion, classes, ...figures }: Figures, names: readonly string[]) {
  const count = names.length;
  return {
    ...figures,
    classes: classes.map((figures, index) => ({ className: names[index], ...figures })),
    /** Rows are actual, columns predicted, both in the order of the head's names. */
    confusion: Array.from({ length: count }, (_, row) =>
      Array.from(confusion.slice(row * count, (row + 1) * count)),
    ),
  };
}

type HeadMetrics = ReturnType<typeof metricsOf>;

/**
 * All of a run except its predictions, with the figures of the sides that were not trained on, as plain JSON data:
 * `metrics` of the first head, and `metricsByHead` of all heads if there are several.
 */
export function runJson(run: Run) {
  const { predictions: _, device, ...rest } = run;
  const sides: SplitName[] = run.sizes.test > 0 ? ['validation', 'test'] : ['validation'];
  const metrics: Partial<Record<SplitName, HeadMetrics>> = {};
  const metricsByHead: Partial<Record<SplitName, HeadMetrics[]>> = {};
  for (const side of sides) {
    const byHead = run.heads.map((_head, at) => metricsOf(run, side, at));
    metrics[side] = byHead[0];
    metricsByHead[side] = byHead;
  }
  return {
    ...rest,
    metrics,
    ...(run.heads.length > 1 ? { metricsByHead } : {}),
    backend: device.backend,
    device: device.device,
    backendReason: device.reason,
  };
}
