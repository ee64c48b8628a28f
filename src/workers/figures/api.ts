/**
 * Computes the figures of runs for the page. Long work is done in slices, so that other calls are answered and it can
 * be stopped.
 */
import { throwIfStopped } from '../../core/errors';
import { rowWork } from '../../core/experiments/row';
import { nextTurn } from '../../core/next-turn';
import { comparedRun } from '../../core/run/comparison';
import { headFiguresOf } from '../../core/run/head-figures';
import { intervalWork } from '../../core/run/intervals';
import type { FiguresApi } from '../protocol';
import type { Implementation } from '../rpc';

/** Milliseconds per slice. */
const SLICE_MS = 50;

export const figuresApi: Implementation<FiguresApi> = {
  head: ({ run, split, head }) => headFiguresOf(run, split, head),
  intervals: ({ run, split, head }, { signal }) => inSlices(intervalWork(run, split, head), signal),
  compared: ({ run }) => comparedRun(run),
  row: ({ run, base, published }, { signal }) => inSlices(rowWork(run, base, published), signal),
};

/** @throws OnesheetError `stopped` once the caller has stopped it. */
async function inSlices<T>(work: Generator<void, T, undefined>, signal: AbortSignal): Promise<T> {
  let begun = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - begun < SLICE_MS) continue;
    // one slice after another on purpose: stops and other calls come in between
    // oxlint-disable-next-line no-await-in-loop
    await nextTurn();
    throwIfStopped(signal);
    begun = performance.now();
  }
}
