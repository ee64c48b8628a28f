import { describe, expect, it } from 'vitest';
import type { Sample } from './plan';
import { examplesOf } from './examples';

function sample(key: string, target: number): Sample {
  return { key, file: key, identity: key, title: key, target, split: 'train' };
}

describe('examples of a plan', () => {
  it('take turns through the classes', () => {
    const samples = [
      sample('a1', 0),
      sample('a2', 0),
      sample('a3', 0),
      sample('b1', 1),
      sample('c1', 2),
      sample('c2', 2),
    ];
    const keys = examplesOf(samples, 3, 24).map((one) => one.key);
    expect(keys).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3']);
    expect(examplesOf(samples, 3, 4)).toHaveLength(4);
    expect(examplesOf([], 2, 24)).toEqual([]);
  });
});
