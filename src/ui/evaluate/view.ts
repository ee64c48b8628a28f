/** What the Evaluate workspace looks at: it stays while one is elsewhere. */
import { createStore } from 'zustand/vanilla';
import type { GalleryFilter } from '../../core/run/gallery';
import type { SplitName } from '../../core/run/run';
import type { HeatmapBy } from '../charts';

export interface EvaluateView {
  split: SplitName;
  by: HeatmapBy;
  filter: GalleryFilter;
  /** Row of the split's results whose poster lies in the inspector. */
  chosen: number | null;
}

export const EVERYTHING: GalleryFilter = { outcome: 'all', cell: null, order: 'surest' };

export const evaluateView = createStore<EvaluateView>(() => ({
  split: 'validation',
  by: 'row',
  filter: EVERYTHING,
  chosen: null,
}));

export function showSplit(split: SplitName): void {
  evaluateView.setState({ split, chosen: null });
}

/** Another run: rows and classes mean something else now. */
export function forgetChoices(): void {
  evaluateView.setState({ filter: EVERYTHING, chosen: null });
}

export function changeFilter(change: Partial<GalleryFilter>): void {
  evaluateView.setState(({ filter }) => ({ filter: { ...filter, ...change } }));
}
