/** Builds two-class runs for tests of comparisons, over ten films that are right or wrong as requested. */
import { defaultRecipe, type Recipe } from '../../recipe/recipe';
import { genreHead } from '../../heads';
import type { Run } from '../run';

/** A run with two classes whose validation films are right where `right` is true. */
export function runOf(id: string, right: readonly boolean[], recipe: Recipe = defaultRecipe()): Run {
  const names = ['t', ...right.map((_, index) => `v${index}`)];
  return {
    version: 2,
    id,
    createdAt: '2026-01-01T00:00:00Z',
    status: 'finished',
    recipe,
    software: '',
    fingerprint: 'same',
    device: { backend: 'wasm', device: '2 threads', reason: '' },
    classNames: ['a', 'b'],
    heads: [genreHead(['a', 'b'])],
    funnel: [],
    join: { matched: 0, missing: 0, unused: 0, duplicate: 0, undecodable: 0, by: {} },
    sizes: { train: 1, validation: right.length, test: 0 },
    history: [
      {
        epoch: 1,
        trainLoss: 1,
        trainAccuracy: 0,
        validationLoss: 1,
        validationAccuracy: 0,
        learningRate: 0.001,
        seconds: 0.5,
      },
    ],
    keptEpoch: 1,
    predictions: {
      keys: names,
      files: names,
      titles: names,
      splits: ['train', ...right.map(() => 'validation' as const)],
      actual: new Int32Array(names.length),
      answers: new Float32Array(names.length),
      probabilities: Float32Array.from([
        0.5,
        0.5,
        ...right.flatMap((one) => (one ? [0.9, 0.1] : [0.1, 0.9])),
      ]),
    },
    timings: {},
  };
}

// of ten films, three are right in both, two only in the first, five only in the second
export const first = [true, true, true, true, false, false, false, false, false, true];
export const second = [true, true, false, false, true, true, true, true, true, true];
