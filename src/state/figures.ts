/** Figures of a run's heads, computed by the figures worker and cached as long as the run's predictions are alive. */
import type { Predictions } from '../core/predictions/predictions';
import type { HeadFigures } from '../core/run/head-figures';
import type { Intervals } from '../core/run/intervals';
import { getStudio } from '../workers/client';
import type { FiguresApi, FiguresOf } from '../workers/protocol';
import type { Remote } from '../workers/rpc';

/** What has been computed for one head on one split. */
export interface KnownFigures {
  figures: HeadFigures;
  /** Null until computed; they take longer than the figures. */
  intervals: Intervals | null;
}

export class FiguresCache {
  private known = new WeakMap<Predictions, Map<string, KnownFigures>>();

  constructor(private worker: () => Pick<Remote<FiguresApi>, 'call'>) {}

  /** What has already been computed; null if nothing has. */
  find({ run, split, head }: FiguresOf): KnownFigures | null {
    return this.known.get(run.predictions)?.get(`${split} ${head}`) ?? null;
  }

  /**
   * Computes what is missing.
   * @param tell called as soon as the figures are known, and again with their intervals.
   * @throws OnesheetError `stopped` if the signal is aborted; `tell` is not called after that.
   */
  async need(of: FiguresOf, tell: (known: KnownFigures) => void, signal: AbortSignal): Promise<void> {
    // only these are sent: everything passed to the worker is copied
    const { heads, predictions } = of.run;
    const asked = { ...of, run: { heads, predictions } };
    const keep = (known: KnownFigures) => {
      const sides = this.known.get(predictions) ?? new Map<string, KnownFigures>();
      this.known.set(predictions, sides.set(`${of.split} ${of.head}`, known));
      if (!signal.aborted) tell(known);
    };
    let known = this.find(of);
    if (known) tell(known);
    else {
      known = { figures: await this.worker().call('head', asked, { signal }), intervals: null };
      keep(known);
    }
    if (known.intervals) return;
    keep({ ...known, intervals: await this.worker().call('intervals', asked, { signal }) });
  }
}

/** The page's cache of figures. */
export const headFigures = new FiguresCache(() => getStudio().figures);
