/**
 * How uneven labels are, and how to make them more even. A copy of a film with a rare label also copies the film's
 * common labels, so multi-label data can become more even, but not fully even.
 *
 * Measures (equations 1 and 2), ML-ROS and ML-RUS (section 4) are those of Charte, Rivera, del Jesus & Herrera,
 * "Addressing imbalance in multilabel classification: Measures and random resampling algorithms", Neurocomputing 163
 * (2015) 3–16.
 */
import type { Random } from '../random';
import type { CopyPlan } from './copies';
import { countLabels } from './loss-weights';

export interface EvenLabelsOptions {
  /** Upper limit on the number of copies, as a share of the films. Write-up D: 12,644 copies for 31,538 films, 0.4. */
  share?: number;
  /** Upper limit on the copies of one film. */
  copiesAtMost?: number;
}

/**
 * ML-ROS: the rare labels take turns, each getting a copy of one of its films, until a label is no rarer than the
 * initial mean or the share is used up. The paper draws each film independently; here each label goes through its films
 * in random order before it repeats one.
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
 * ML-RUS: indices of the films to keep after a share of all films is left out, drawn among the films without a rare
 * label. Leaves out fewer if there are not enough of those.
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
  /**
   * IRLbl: films of the commonest label divided by films of each label. 1 for the commonest; infinite for a label
   * without films.
   */
  ratios: Float64Array;
  /** MeanIR: the mean ratio over labels that have films; 1 is even. */
  mean: number;
  /** Labels rarer than the mean, which resampling helps. */
  rare: number[];
}

/** @param counts number of films with each label. */
export function labelImbalance(counts: Float64Array): LabelImbalance {
  const most = Math.max(...counts);
  const ratios = counts.map((count) => most / count);
  const present = ratios.filter((ratio) => Number.isFinite(ratio));
  const mean = present.reduce((sum, ratio) => sum + ratio, 0) / present.length;
  const rare = [...ratios.keys()].filter((label) => Number.isFinite(ratios[label]) && ratios[label] > mean);
  return { ratios, mean, rare };
}
