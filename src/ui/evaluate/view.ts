/** What the Evaluate workspace looks at: it stays while one is elsewhere. */
import { createStore } from 'zustand/vanilla';
import type { GalleryFilter } from '../../core/predictions/gallery';
import type { GalleryOrder, LabelOutcome, ValueOutcome } from '../../core/predictions/head-gallery';
import type { SplitName } from '../../core/splits/split-name';
import type { HeatmapBy } from '../charts/ConfusionHeatmap';

/** What a gallery of labels or values shows. */
export interface WrongnessFilter {
  order: GalleryOrder;
  labelOutcome: LabelOutcome;
  valueOutcome: ValueOutcome;
  /** Posters concerned by this label; null for all. */
  label: number | null;
}

export interface EvaluateView {
  split: SplitName;
  /** Index into the run's heads. */
  head: number;
  by: HeatmapBy;
  filter: GalleryFilter;
  wrongness: WrongnessFilter;
  /** Row of the split's results whose poster lies in the inspector. */
  chosen: number | null;
}

const EVERYTHING: GalleryFilter = { outcome: 'all', cell: null, order: 'surest' };

const ALL_POSTERS: WrongnessFilter = {
  order: 'most-wrong',
  labelOutcome: 'all',
  valueOutcome: 'all',
  label: null,
};

export const evaluateView = createStore<EvaluateView>(() => ({
  split: 'validation',
  head: 0,
  by: 'row',
  filter: EVERYTHING,
  wrongness: ALL_POSTERS,
  chosen: null,
}));

/** Another head: classes, labels and rows mean something else now. */
export function showHead(head: number): void {
  evaluateView.setState({ head, filter: EVERYTHING, wrongness: ALL_POSTERS, chosen: null });
}

export function showSplit(split: SplitName): void {
  evaluateView.setState({ split, chosen: null });
}

let looked: string | null = null;

/** Tells which run is looked at: choices made in another one are forgotten, however this one came to be shown. */
export function lookAtRun(id: string | null): void {
  if (looked !== null && id !== looked) forgetChoices();
  looked = id;
}

/** Another run: rows and classes mean something else now. */
export function forgetChoices(): void {
  showHead(0);
}

export function changeFilter(change: Partial<GalleryFilter>): void {
  evaluateView.setState(({ filter }) => ({ filter: { ...filter, ...change } }));
}

export function changeWrongness(change: Partial<WrongnessFilter>): void {
  evaluateView.setState(({ wrongness }) => ({ wrongness: { ...wrongness, ...change } }));
}
