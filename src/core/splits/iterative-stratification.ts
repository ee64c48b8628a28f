/**
 * Splits for multi-label films: the rarest label is distributed first, each film going to the side that still needs it
 * most, so that every side gets its share of every label.
 *
 * Sechidis, Tsoumakas & Vlahavas, "On the Stratification of Multi-Label Data", ECML PKDD 2011, algorithm 1. An example
 * in the paper is a film here, which may have several samples.
 */
import { Random } from '../random';
import { SPLITS, type SplitName } from './split-name';
import { withExactSizes } from './exact-sizes';
import { groupByIdentity, type GroupedItem } from './groups';
import { refuseTooFew } from './k-fold';
import type { SplitShares } from './stratified';

export interface LabelledItem extends GroupedItem {
  /** Label indices, 0 or more, without repetition; empty for a film without labels. */
  labels: readonly number[];
}

/** All samples of one film. */
interface Group {
  items: number[];
  /** Labels of the samples, with repetition. */
  labels: number[];
}

/**
 * The subset of each item, as an index into `shares`.
 * @param shares positive, with a sum of 1. Sizes are near their shares, not exact: labels take precedence.
 */
export function iterativeStratification(
  items: readonly LabelledItem[],
  shares: readonly number[],
  seed: number,
): Int32Array {
  const random = new Random(seed, 'iterative-stratification');
  const groups = random
    .shuffle(groupByIdentity(items))
    .sort((a, b) => b.length - a.length)
    .map((members): Group => ({ items: members, labels: members.flatMap((item) => items[item].labels) }));
  const labelCount = items.reduce(
    (most, { labels }) => Math.max(most, ...labels.map((label) => label + 1)),
    0,
  );
  const dealer = new Dealer(groups, labelCount, shares, random);
  for (let label = dealer.rarest(); label !== null; label = dealer.rarest()) dealer.dealLabel(label);
  dealer.dealRest();
  const subsets = new Int32Array(items.length);
  for (const [index, group] of groups.entries())
    for (const item of group.items) subsets[item] = dealer.subsetOf[index];
  return subsets;
}

/**
 * Training, validation and test by {@link iterativeStratification}. Afterwards a few films change sides, those that
 * affect labels least, so that validation and test have `round(share · n)` items each, as in `stratifiedSplit`.
 */
export function multiLabelSplit(
  items: readonly LabelledItem[],
  shares: SplitShares,
  seed: number,
): SplitName[] {
  const all: Record<SplitName, number> = { ...shares, train: 1 - shares.validation - shares.test };
  const sides = SPLITS.filter((side) => all[side] > 0);
  const subsets = iterativeStratification(
    items,
    sides.map((side) => all[side]),
    seed,
  );
  const held = {
    validation: Math.round(items.length * shares.validation),
    test: Math.round(items.length * shares.test),
  };
  const sizes: Record<SplitName, number> = { ...held, train: items.length - held.validation - held.test };
  const exact = withExactSizes(
    items,
    subsets,
    sides.map((side) => sizes[side]),
  );
  return Array.from(exact, (subset) => sides[subset]);
}

/**
 * k folds by {@link iterativeStratification}.
 * @throws OnesheetError `plan-too-few-films` if there are fewer films than folds.
 */
export function multiLabelKFold(items: readonly LabelledItem[], k: number, seed: number): Int32Array {
  refuseTooFew(groupByIdentity(items).length, k);
  return iterativeStratification(
    items,
    Array.from({ length: k }, () => 1 / k),
    seed,
  );
}

/** Tracks what each subset still needs, and which groups are not assigned yet. */
class Dealer {
  /** Subset of each group; -1 until it is assigned. */
  readonly subsetOf: Int32Array;
  /** Number of samples that each subset needs: c in the paper. */
  private readonly wanted: Float64Array;
  /** Number of samples of each label that each subset needs, `[labels][subsets]`. */
  private readonly wantedOf: Float64Array[];
  /** Number of unassigned samples of each label. */
  private readonly left: Float64Array;
  /** Groups with each label. */
  private readonly members: number[][];

  constructor(
    private readonly groups: readonly Group[],
    labelCount: number,
    shares: readonly number[],
    private readonly random: Random,
  ) {
    this.subsetOf = new Int32Array(groups.length).fill(-1);
    this.left = new Float64Array(labelCount);
    this.members = Array.from({ length: labelCount }, () => []);
    for (const [index, { labels }] of groups.entries()) {
      for (const label of labels) this.left[label]++;
      for (const label of new Set(labels)) this.members[label].push(index);
    }
    const samples = groups.reduce((sum, { items }) => sum + items.length, 0);
    this.wanted = Float64Array.from(shares, (share) => share * samples);
    this.wantedOf = Array.from(this.left, (count) => Float64Array.from(shares, (share) => share * count));
  }

  /** The label with the fewest unassigned samples, but at least one; null if all are assigned. */
  rarest(): number | null {
    const some = [...this.left.keys()].filter((label) => this.left[label] > 0);
    const fewest = some.reduce((least, label) => Math.min(least, this.left[label]), Infinity);
    const tied = some.filter((label) => this.left[label] === fewest);
    return tied.length === 0 ? null : this.random.pick(tied);
  }

  dealLabel(label: number): void {
    for (const index of this.members[label])
      if (this.subsetOf[index] < 0) this.deal(index, this.wantedOf[label]);
  }

  /** Assigns films without labels to the subsets that need samples. */
  dealRest(): void {
    for (const index of this.groups.keys()) if (this.subsetOf[index] < 0) this.deal(index, this.wanted);
  }

  private deal(index: number, demand: Float64Array): void {
    const subset = this.neediest(demand);
    const { items, labels } = this.groups[index];
    this.subsetOf[index] = subset;
    this.wanted[subset] -= items.length;
    for (const label of labels) {
      this.wantedOf[label][subset]--;
      this.left[label]--;
    }
  }

  /** The subset with the greatest demand; ties go to the one that needs most samples, further ties are drawn. */
  private neediest(demand: Float64Array): number {
    const most = Math.max(...demand);
    const first = [...demand.keys()].filter((subset) => demand[subset] === most);
    const largest = Math.max(...first.map((subset) => this.wanted[subset]));
    return this.random.pick(first.filter((subset) => this.wanted[subset] === largest));
  }
}
