/** A few films of a plan, chosen to represent it on screen. */
import type { Sample } from './plan';

/** The first film of each class, then the second of each, and so on; without classes, the first films. */
export function examplesOf(samples: readonly Sample[], classes: number, wanted: number): Sample[] {
  const byClass: Sample[][] = Array.from({ length: classes + 1 }, () => []);
  for (const sample of samples) byClass[sample.target < 0 ? classes : sample.target].push(sample);
  const found: Sample[] = [];
  const longest = Math.max(0, ...byClass.map((list) => list.length));
  for (let turn = 0; turn < longest && found.length < wanted; turn++)
    for (const list of byClass) if (turn < list.length && found.length < wanted) found.push(list[turn]);
  return found;
}
