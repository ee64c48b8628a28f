/**
 * k folds, each judged once by a network trained on the others: plain, or stratified by class. Seeded; all items of the
 * same film are in one fold.
 */
import { OnesheetError } from '../errors';
import { Random } from '../random';
import type { SplitName } from './split-name';
import { groupByIdentity, type GroupedItem } from './groups';
import type { SplitItem } from './stratified';
import { counted } from '../text';

/**
 * The fold of each item, 0 to k − 1. Sizes differ by at most one (as in scikit-learn's `KFold`), or by a film with
 * several items.
 * @throws OnesheetError `plan-too-few-films` if there are fewer films than folds.
 */
export function kFold(items: readonly GroupedItem[], k: number, seed: number): Int32Array {
  return stratifiedKFold(
    items.map(({ key, identities }) => ({ key, identities, target: 0 })),
    k,
    seed,
  );
}

/**
 * Like {@link kFold}, but each class's films also differ by at most one between folds (as in scikit-learn's
 * `StratifiedKFold`). A film with items of two classes is assigned by its first item.
 * @throws OnesheetError `plan-too-few-films` if there are fewer films than folds.
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

/** @throws OnesheetError `plan-too-few-films` if there are fewer films than folds, or only one fold. */
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
 * @param validationToo if true, that fold is the test side and the next one (the first after the last) the validation
 * side;
 *   otherwise that fold is the validation side.
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

/** The fold with the fewest films of the class; ties go to the smallest fold, then to the first. */
function emptiest(ofClass: Float64Array, sizes: Float64Array): number {
  let best = 0;
  for (let fold = 1; fold < sizes.length; fold++)
    if (ofClass[fold] < ofClass[best] || (ofClass[fold] === ofClass[best] && sizes[fold] < sizes[best]))
      best = fold;
  return best;
}
