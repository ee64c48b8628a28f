/** Evens out classes: small ones get copies, or large ones lose films. */
import type { Random } from '../random';
import { countClasses } from './loss-weights';
import type { CopyPlan } from './copies';

export interface EvenOptions {
  /** Films wanted per class; by default, the size of the largest class. Larger classes keep theirs. */
  wanted?: number;
  /** Upper limit on the copies of one film. */
  copiesAtMost?: number;
}

/**
 * Adds copies until each class has as many films as the largest. The films of a class are copied equally often, to
 * within one; which of them get the extra copy is drawn. (imbalanced-learn's `RandomOverSampler` reaches the same sizes
 * by drawing each copy, and so may copy one film five times and another never.)
 * @param classes class index of each training film.
 */
export function evenClasses(
  classes: ArrayLike<number>,
  classCount: number,
  random: Random,
  { wanted, copiesAtMost = Infinity }: EvenOptions = {},
): CopyPlan {
  const before = countClasses(classes, classCount);
  const aim = wanted ?? Math.max(...before);
  const copies = new Uint32Array(classes.length);
  const after = before.slice();
  for (const [index, films] of filmsByClass(classes, classCount).entries()) {
    const missing = Math.min(Math.max(0, aim - films.length), copiesAtMost * films.length);
    if (films.length === 0 || missing === 0) continue;
    const once = random.shuffle(films).slice(0, missing % films.length);
    for (const film of films) copies[film] = Math.floor(missing / films.length);
    for (const film of once) copies[film]++;
    after[index] += missing;
  }
  return {
    copies,
    before,
    after,
    added: copies.reduce((sum, count) => sum + count, 0),
    short: [...after.keys()].filter((index) => after[index] < aim),
  };
}

/**
 * Indices of the films to keep, in order, so that no class has more than the smallest non-empty class (or than
 * `wanted`). Which films are kept is drawn. Sizes equal those of imbalanced-learn's `RandomUnderSampler`.
 */
export function undersample(
  classes: ArrayLike<number>,
  classCount: number,
  random: Random,
  wanted?: number,
): Int32Array {
  const members = filmsByClass(classes, classCount);
  const smallest = members.reduce(
    (least, films) => (films.length === 0 ? least : Math.min(least, films.length)),
    Infinity,
  );
  const most = wanted ?? smallest;
  return Int32Array.from(members.flatMap((films) => random.shuffle(films).slice(0, most))).sort();
}

function filmsByClass(classes: ArrayLike<number>, classCount: number): number[][] {
  const members: number[][] = Array.from({ length: classCount }, () => []);
  for (let film = 0; film < classes.length; film++) members[classes[film]].push(film);
  return members;
}
