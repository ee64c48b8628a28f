/** Predictions as a run stores them: grouped by split, so that lists of them are in a sensible order. */
import { takeRows } from '../../../core/metrics';
import { columnCount } from '../../../core/heads';
import { SPLITS } from '../../../core/splits/split-name';
import type { Plan } from '../../../core/plan/plan';
import type { Predictions } from '../../../core/predictions/predictions';

/** Rows of a plan, grouped in the order of the splits. */
export function bySide(plan: Pick<Plan, 'samples'>, rows: readonly number[]): number[] {
  return SPLITS.flatMap((side) => rows.filter((row) => plan.samples[row].split === side));
}

/** @param probabilities `[rows, outputs]`, for these rows of the plan */
export function storedPredictions(
  { samples, answers, heads }: Plan,
  rows: readonly number[],
  probabilities: Float32Array,
): Predictions {
  const inOrder = rows.map((row) => samples[row]);
  return {
    keys: inOrder.map((sample) => sample.key),
    files: inOrder.map((sample) => sample.file),
    titles: inOrder.map((sample) => sample.title),
    splits: inOrder.map((sample) => sample.split),
    actual: Int32Array.from(inOrder, (sample) => sample.target),
    answers: takeRows(answers, columnCount(heads), rows),
    probabilities,
  };
}
