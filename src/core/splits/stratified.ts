/** Training, validation and test sides: seeded, stratified by class, with all items of the same film on one side. */
import { Random } from '../random';
import type { SplitName } from './split-name';
import { groupByIdentity } from './groups';

/** One sample, as needed for the split. */
export interface SplitItem {
  /** Unique and stable: the split depends on keys, classes and the seed, not on the order of the items. */
  key: string;
  /** Class index, 0 or more. */
  target: number;
  /** Items that share any identity (an IMDb id, a poster) are the same film. */
  identities: readonly string[];
}

/** Shares of the films, each in [0, 1); the rest is for training. */
export interface SplitShares {
  validation: number;
  test: number;
}

type HeldOut = Exclude<SplitName, 'train'>;
interface Group {
  /** Smallest key of its items. */
  key: string;
  target: number;
  items: number[];
}

/**
 * The side of each item, in the order of the items.
 *
 * Validation and test are each `round(share · n)` items in total, distributed over the classes by largest remainders
 * (Hamilton's method), so that each class gets its share to within one item. A class of two or more films keeps at
 * least one for training and gives at least one to validation (which adds one to the total). If a film with several
 * items does not fit, a side may fall short by less than that film.
 */
export function stratifiedSplit(items: readonly SplitItem[], shares: SplitShares, seed: number): SplitName[] {
  const groupsBy = groupsByClass(items);
  const sizes = groupsBy.map((groups) => groups.reduce((sum, group) => sum + group.items.length, 0));
  const validation = quotas(sizes, Math.round(items.length * shares.validation));
  const rest = sizes.map((size, index) => size - validation[index]);
  const test = quotas(rest, Math.round(items.length * shares.test));
  const sides = Array.from<SplitName>({ length: items.length }).fill('train');
  for (const [index, groups] of groupsBy.entries()) {
    const wanted: Record<HeldOut, number> = { validation: validation[index], test: test[index] };
    keepSomeFor(wanted, groups.length, shares);
    new Random(seed, `split:${index}`).shuffle(groups);
    for (const group of groups) {
      const size = group.items.length;
      const side: SplitName =
        wanted.validation >= size ? 'validation' : wanted.test >= size ? 'test' : 'train';
      if (side === 'train') continue;
      wanted[side] -= size;
      for (const item of group.items) sides[item] = side;
    }
  }
  return sides;
}

/** Ensures that every class with enough films has some to learn from and some to be judged by. */
function keepSomeFor(wanted: Record<HeldOut, number>, groups: number, shares: SplitShares): void {
  if (groups < 2) {
    wanted.validation = 0;
    wanted.test = 0;
    return;
  }
  if (shares.validation > 0) wanted.validation = Math.max(1, wanted.validation);
  if (shares.test > 0 && groups > 2) wanted.test = Math.max(1, wanted.test);
  while (wanted.validation + wanted.test > groups - 1)
    if (wanted.test > 1 || (wanted.test === 1 && wanted.validation <= 1)) wanted.test--;
    else wanted.validation--;
}

/**
 * Distributes `drawn` items in proportion to the sizes, by largest remainders; ties go to the earlier class.
 * scikit-learn's StratifiedShuffleSplit does the same, with ties broken at random.
 */
export function quotas(sizes: readonly number[], drawn: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (total === 0 ? 0 : (size * drawn) / total));
  const given = exact.map(Math.floor);
  let left = drawn - given.reduce((sum, value) => sum + value, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - given[index] }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (left <= 0) break;
    given[index]++;
    left--;
  }
  return given;
}

/**
 * Groups of items of the same film, for each class, in key order. A film with items of two classes counts by its first
 * item.
 */
function groupsByClass(items: readonly SplitItem[]): Group[][] {
  const classes = Math.max(-1, ...new Set(items.map((item) => item.target))) + 1;
  const byClass: Group[][] = Array.from({ length: classes }, () => []);
  for (const group of groupByIdentity(items)) {
    const { key, target } = items[group[0]];
    byClass[target].push({ key, target, items: group });
  }
  return byClass;
}
