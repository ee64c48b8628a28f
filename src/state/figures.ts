/** Figures of a run's heads, computed by the figures worker and cached as long as the run's predictions are alive. */
import { throwIfStopped } from '../core/errors';
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

/** One head on one split. */
interface Entry {
  known: KnownFigures | null;
  /** The figures that the worker is computing; null if it is not. */
  pending: Promise<HeadFigures> | null;
}

export class FiguresCache {
  private entries = new WeakMap<Predictions, Map<string, Entry>>();

  constructor(private worker: () => Pick<Remote<FiguresApi>, 'call'>) {}

  /** What has already been computed; null if nothing has. */
  find(of: FiguresOf): KnownFigures | null {
    return this.entry(of).known;
  }

  /** The figures without their intervals. Calls for the same figures at the same time share one computation. */
  async figures(of: FiguresOf): Promise<HeadFigures> {
    const entry = this.entry(of);
    if (entry.known) return entry.known.figures;
    entry.pending ??= this.worker().call('head', sent(of));
    try {
      const figures = await entry.pending;
      entry.known ??= { figures, intervals: null };
      return figures;
    } finally {
      // a failure is not kept: the next call tries again
      entry.pending = null;
    }
  }

  /**
   * Computes what is missing.
   * @param tell called as soon as the figures are known, and again with their intervals.
   * @throws OnesheetError `stopped` if the signal is aborted; `tell` is not called after that.
   */
  async need(of: FiguresOf, tell: (known: KnownFigures) => void, signal: AbortSignal): Promise<void> {
    const entry = this.entry(of);
    const figures = await this.figures(of);
    throwIfStopped(signal);
    const known = (entry.known ??= { figures, intervals: null });
    tell(known);
    if (known.intervals) return;
    const intervals = await this.worker().call('intervals', sent(of), { signal });
    entry.known = { figures, intervals };
    throwIfStopped(signal);
    tell(entry.known);
  }

  private entry({ run, split, head }: FiguresOf): Entry {
    const entries = this.entries.get(run.predictions) ?? new Map<string, Entry>();
    this.entries.set(run.predictions, entries);
    const key = `${split} ${head}`;
    const entry = entries.get(key) ?? { known: null, pending: null };
    entries.set(key, entry);
    return entry;
  }
}

/** Only what the worker needs is sent: everything passed to it is copied. */
function sent({ run: { heads, predictions }, split, head }: FiguresOf): FiguresOf {
  return { run: { heads, predictions }, split, head };
}

/** The page's cache of figures. */
export const headFigures = new FiguresCache(() => getStudio().figures);
