/** `run.json`: what a run was and what came of it, without the predictions, which have a file of their own. */
import { figuresOf } from './figures';
import type { Run, SplitName } from './run';

/** Figures of one split with plain arrays and the class names beside the numbers. */
function metricsOf(run: Run, split: SplitName) {
  const { confusion, classes, ...figures } = figuresOf(run, split);
  const count = run.classNames.length;
  return {
    ...figures,
    classes: classes.map((figures, index) => ({ className: run.classNames[index], ...figures })),
    /** Rows are actual, columns predicted, both in the order of `classNames`. */
    confusion: Array.from({ length: count }, (_, row) =>
      Array.from(confusion.slice(row * count, (row + 1) * count)),
    ),
  };
}

/** All of a run but its predictions, with the figures of the sides that were not learned from, as plain JSON data. */
export function runJson(run: Run) {
  const { predictions: _, device, ...rest } = run;
  const metrics: Partial<Record<SplitName, ReturnType<typeof metricsOf>>> = {
    validation: metricsOf(run, 'validation'),
  };
  if (run.sizes.test > 0) metrics.test = metricsOf(run, 'test');
  return { ...rest, metrics, backend: device.backend, device: device.device, backendReason: device.reason };
}
