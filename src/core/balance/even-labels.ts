/**
 * How uneven labels are, and how they are made more even. A copy of a film with a rare label copies the film's common
 * labels too, so several labels a film can be made more even, but not even.
 *
 * Measures (equations 1 and 2), ML-ROS and ML-RUS (section 4) are those of Charte, Rivera, del Jesus & Herrera,
 * "Addressing imbalance in multilabel classification: Measures and random resampling algorithms", Neurocomputing 163
 * (2015) 3–16.
 */
import type { Random } from '../random';
import type { CopyPlan } from './copies';
import { countLabels } from './loss-weights';

export interface EvenLabelsOptions {
  /** At most so many copies, as a share of the films. Write-up D: 12,644 beside 31,538 films, 0.4. */
  share?: number;
  /** No film is copied more often than this. */
  copiesAtMost?: number;
}

/**
 * ML-ROS: the rare labels take turns, each getting a copy of one of its films, until it is no rarer than the mean
 * was at first or the share is used up. The paper draws each film; here a label goes through its films in a drawn
 * order before any of them comes again.
 * @param labels of the training films, 0 or 1, `[films, labelCount]`.
 */
export function evenLabels(
  labels: ArrayLike<number>,
  labelCount: number,
  random: Random,
  { share = 0.4, copiesAtMost = Infinity }: EvenLabelsOptions = {},
): CopyPlan {
  const films = labels.length / labelCount;
  const before = countLabels(labels, labelCount);
  const { mean, rare } = labelImbalance(before);
  const after = before.slice();
  const copies = new Uint32Array(films);
  const bags = new Map(rare.map((label) => [label, random.shuffle(filmsWith(label, labels, labelCount))]));
  let left = Math.floor(films * share);
  let added = 0;
  while (left > 0 && bags.size > 0)
    for (const [label, bag] of bags) {
      const film = left > 0 ? bag.shift() : undefined;
      if (film === undefined) {
        bags.delete(label);
        continue;
      }
      copies[film]++;
      added++;
      left--;
      for (let other = 0; other < labelCount; other++) after[other] += labels[film * labelCount + other];
      if (copies[film] < copiesAtMost) bag.push(film);
      if (Math.max(...after) / after[label] <= mean) bags.delete(label);
    }
  const most = Math.max(...after);
  return { copies, before, after, added, short: rare.filter((label) => most / after[label] > mean) };
}

/**
 * ML-RUS: indices of the films to keep when a share of all is left out, drawn among the films without a rare
 * label; fewer where there are not so many of them.
 */
export function undersampleLabels(
  labels: ArrayLike<number>,
  labelCount: number,
  random: Random,
  share: number,
): Int32Array {
  const films = labels.length / labelCount;
  const { rare } = labelImbalance(countLabels(labels, labelCount));
  const all = Array.from({ length: films }, (_, film) => film);
  const common = all.filter((film) => rare.every((label) => labels[film * labelCount + label] === 0));
  const out = new Set(random.shuffle(common).slice(0, Math.floor(films * share)));
  return Int32Array.from(all.filter((film) => !out.has(film)));
}

function filmsWith(label: number, labels: ArrayLike<number>, labelCount: number): number[] {
  const films: number[] = [];
  for (let film = 0; film < labels.length / labelCount; film++)
    if (labels[film * labelCount + label] === 1) films.push(film);
  return films;
}

export interface LabelImbalance {
  /** IRLbl: the commonest label's films : each label's. 1 for the commonest; infinite for a label without films. */
  ratios: Float64Array;
  /** MeanIR: the mean of the ratios of labels that have films; 1 is even. */
  mean: number;
  /** Labels rarer than the mean: those that resampling helps. */
  rare: number[];
}

/** @param counts films with each label. */
export function labelImbalance(counts: Float64Array): LabelImbalance {
  const most = Math.max(...counts);
  const ratios = counts.map((count) => most / count);
  const present = ratios.filter((ratio) => Number.isFinite(ratio));
  const mean = present.reduce((sum, ratio) => sum + ratio, 0) / present.length;
  const rare = [...ratios.keys()].filter((label) => Number.isFinite(ratios[label]) && ratios[label] > mean);
  return { ratios, mean, rare };
}
