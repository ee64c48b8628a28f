/** The state of the Evaluate workspace's view, kept while the person is elsewhere. */
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
  /** Only posters that have or are predicted this label; null for all. */
  label: number | null;
}

export interface EvaluateView {
  split: SplitName;
  /** Index into the run's heads. */
  head: number;
  by: HeatmapBy;
  filter: GalleryFilter;
  wrongness: WrongnessFilter;
  /** Row of the split's results whose poster is in the inspector. */
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

/** Shows another head: classes, labels and rows now mean something else. */
export function showHead(head: number): void {
  evaluateView.setState({ head, filter: EVERYTHING, wrongness: ALL_POSTERS, chosen: null });
}

export function showSplit(split: SplitName): void {
  evaluateView.setState({ split, chosen: null });
}

let looked: string | null = null;

/** Tells the view which run is shown: selections made in another run are forgotten, however this one was opened. */
export function lookAtRun(id: string | null): void {
  if (looked !== null && id !== looked) forgetChoices();
  looked = id;
}

/** Another run is shown: rows and classes now mean something else. */
export function forgetChoices(): void {
  showHead(0);
}

export function changeFilter(change: Partial<GalleryFilter>): void {
  evaluateView.setState(({ filter }) => ({ filter: { ...filter, ...change } }));
}

export function changeWrongness(change: Partial<WrongnessFilter>): void {
  evaluateView.setState(({ wrongness }) => ({ wrongness: { ...wrongness, ...change } }));
}
