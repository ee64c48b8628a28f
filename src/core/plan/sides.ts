/**
 * Assigns each sample to a side, stratified by class or labels. A value is first divided into five ranges of equal
 * size; "all at once" uses the answers of all its heads.
 */
import type { Film } from '../films/film';
import { quantile } from '../metrics/bootstrap';
import { Random } from '../random';
import type { Recipe } from '../recipe/recipe';
import { placeHeads, type Head, type PlacedHead } from '../heads';
import type { SplitName } from '../splits/split-name';
import { multiLabelKFold, multiLabelSplit } from '../splits/iterative-stratification';
import { groupByIdentity } from '../splits/groups';
import { sidesOfFold, stratifiedKFold } from '../splits/k-fold';
import { stratifiedSplit } from '../splits/stratified';

/** A film with its poster and answers. */
export interface Answered {
  film: Film;
  file: string;
  /** `[columns]`. */
  answers: Float32Array;
  /** Samples that share any of these are the same film. */
  identities: string[];
}

const VALUE_PARTS = 5;

/**
 * As many samples as the recipe asks for, drawn by its seed, in the order of the input. Films with several samples are
 * taken whole.
 */
export function drawFilms(all: readonly Answered[], { split, seed }: Recipe): Answered[] {
  const wanted = split.films;
  if (wanted === null || wanted >= all.length) return [...all];
  const groups = new Random(seed, 'films').shuffle(groupByIdentity(all.map(grouped)));
  const taken = new Set<number>();
  for (const group of groups) {
    if (taken.size >= wanted) break;
    for (const index of group) taken.add(index);
  }
  return all.filter((_, index) => taken.has(index));
}

/** The side of each sample, in their order. */
export function sidesOf(samples: readonly Answered[], heads: readonly Head[], recipe: Recipe): SplitName[] {
  const { split, seed } = recipe;
  const [first, ...others] = placeHeads(heads);
  if (first.kind !== 'labels' && others.length === 0) {
    const parts = partsOf(samples, first);
    const items = samples.map((sample, at) => ({ ...grouped(sample), target: parts[at] }));
    if (!split.folds) return stratifiedSplit(items, split, seed);
    return sidesOfFold(stratifiedKFold(items, split.folds.count, seed), split.folds.count, split.folds.fold);
  }
  const labels = labelsOf(samples, [first, ...others]);
  const items = samples.map((sample, at) => ({ ...grouped(sample), labels: labels[at] }));
  if (!split.folds) return multiLabelSplit(items, split, seed);
  return sidesOfFold(multiLabelKFold(items, split.folds.count, seed), split.folds.count, split.folds.fold);
}

function grouped({ film, identities }: Answered): { key: string; identities: string[] } {
  return { key: film.key, identities };
}

/** The class or value range of each sample; -1 if it has no answer. */
function partsOf(samples: readonly Answered[], head: PlacedHead): number[] {
  const values = samples.map(({ answers }) => answers[head.column]);
  if (head.kind === 'class') return values.map((value) => (Number.isNaN(value) ? -1 : value));
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const edges = Array.from({ length: VALUE_PARTS - 1 }, (_, at) => quantile(sorted, (at + 1) / VALUE_PARTS));
  return values.map((value) => (Number.isNaN(value) ? -1 : edges.filter((edge) => value > edge).length));
}

/** All answers of each sample, encoded as labels. */
function labelsOf(samples: readonly Answered[], heads: readonly PlacedHead[]): number[][] {
  const labels = samples.map((): number[] => []);
  let first = 0;
  for (const head of heads) {
    if (head.kind === 'labels') {
      for (const [at, { answers }] of samples.entries())
        for (let label = 0; label < head.columns; label++)
          if (answers[head.column + label] === 1) labels[at].push(first + label);
      first += head.columns;
    } else {
      for (const [at, part] of partsOf(samples, head).entries()) if (part >= 0) labels[at].push(first + part);
      first += head.kind === 'class' ? head.names.length : VALUE_PARTS;
    }
  }
  return labels;
}
