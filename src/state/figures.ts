/** Figures of a run's heads: computed by the figures worker, and remembered for as long as the run's predictions are. */
import type { Predictions } from '../core/predictions/predictions';
import type { HeadFigures } from '../core/run/head-figures';
import type { Intervals } from '../core/run/intervals';
import { getStudio } from '../workers/client';
import type { FiguresApi, FiguresOf } from '../workers/protocol';
import type { Remote } from '../workers/rpc';

/** What is known of one head on one side. */
export interface KnownFigures {
  figures: HeadFigures;
  /** Null until they are known: they take longer. */
  intervals: Intervals | null;
}

export class FiguresCache {
  private known = new WeakMap<Predictions, Map<string, KnownFigures>>();

  constructor(private worker: () => Pick<Remote<FiguresApi>, 'call'>) {}

  /** What has been computed already; null for nothing. */
  find({ run, split, head }: FiguresOf): KnownFigures | null {
    return this.known.get(run.predictions)?.get(`${split} ${head}`) ?? null;
  }

  /**
   * Computes what is not known yet.
   * @param tell is given the figures as soon as they are known, and again with their intervals.
   * @throws OnesheetError `stopped` when the signal is aborted; nothing is told after that.
   */
  async need(of: FiguresOf, tell: (known: KnownFigures) => void, signal: AbortSignal): Promise<void> {
    // a run is more than its predictions, and all of it would be copied
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

/** The page's one. */
export const headFigures = new FiguresCache(() => getStudio().figures);
