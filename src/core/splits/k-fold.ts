/**
 * k folds, each judged once by a network that learned from the others: plain, or with each class shared out
 * alike. Seeded; everything that is the same film is in one fold.
 */
import { OnesheetError } from '../errors';
import { Random } from '../random';
import type { SplitName } from './split-name';
import { groupByIdentity, type GroupedItem } from './groups';
import type { SplitItem } from './stratified';
import { counted } from '../text';

/**
 * The fold of each item, 0 to k − 1. Sizes differ by one at most (scikit-learn's `KFold`), or by a film of
 * several items.
 * @throws OnesheetError `plan-too-few-films` for fewer films than folds.
 */
export function kFold(items: readonly GroupedItem[], k: number, seed: number): Int32Array {
  return stratifiedKFold(
    items.map(({ key, identities }) => ({ key, identities, target: 0 })),
    k,
    seed,
  );
}

/**
 * As {@link kFold}, and each class's films differ by one at most between folds (scikit-learn's
 * `StratifiedKFold`). A film of items of two classes is dealt out with its first item's.
 * @throws OnesheetError `plan-too-few-films` for fewer films than folds.
 */
export function stratifiedKFold(items: readonly SplitItem[], k: number, seed: number): Int32Array {
  const groups = groupByIdentity(items);
  refuseTooFew(groups.length, k);
  const folds = new Int32Array(items.length);
  const sizes = new Float64Array(k);
  for (const [target, members] of byClass(groups, items)) {
    const ofClass = new Float64Array(k);
    new Random(seed, `folds:${target}`).shuffle(members).sort((a, b) => b.length - a.length);
    for (const group of members) {
      const fold = emptiest(ofClass, sizes);
      for (const item of group) folds[item] = fold;
      ofClass[fold] += group.length;
      sizes[fold] += group.length;
    }
  }
  return folds;
}

/** @throws OnesheetError `plan-too-few-films` for fewer films than folds, or a single fold. */
export function refuseTooFew(films: number, k: number): void {
  if (k >= 2 && films >= k) return;
  throw new OnesheetError(
    'plan-too-few-films',
    `${counted(films, 'film')} cannot be split into ${counted(k, 'fold')}.`,
    'Take two folds or more, and no more folds than there are films.',
    { where: { workspace: 'prepare', control: 'split' } },
  );
}

/**
 * The side of each item when one fold is judged.
 * @param validationToo that fold is the test side, and the next one (the first after the last) the validation
 *   side; else it is the validation side.
 */
export function sidesOfFold(folds: Int32Array, k: number, fold: number, validationToo = false): SplitName[] {
  const next = (fold + 1) % k;
  return Array.from(folds, (of): SplitName => {
    if (of === fold) return validationToo ? 'test' : 'validation';
    return validationToo && of === next ? 'validation' : 'train';
  });
}

function byClass(groups: readonly number[][], items: readonly SplitItem[]): [number, number[][]][] {
  const classes = new Map<number, number[][]>();
  for (const group of groups) {
    const { target } = items[group[0]];
    const members = classes.get(target);
    if (members) members.push(group);
    else classes.set(target, [group]);
  }
  return [...classes].sort(([a], [b]) => a - b);
}

/** The fold with the fewest of the class, of those the one with the fewest of all, of those the first. */
function emptiest(ofClass: Float64Array, sizes: Float64Array): number {
  let best = 0;
  for (let fold = 1; fold < sizes.length; fold++)
    if (ofClass[fold] < ofClass[best] || (ofClass[fold] === ofClass[best] && sizes[fold] < sizes[best]))
      best = fold;
  return best;
}
