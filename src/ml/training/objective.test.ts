/**
 * Losses and gradients of recipes: PyTorch's, by `scripts/reference/losses.py`. For several heads, gradients are compared
 * with finite differences, and values were computed by hand.
 */
import '@tensorflow/tfjs-backend-cpu';
import { memory, setBackend, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import reference from '../../../scripts/reference/losses.json';
import { recipeSchema, type RecipeInput } from '../../core/recipe/recipe';
import type { Head } from '../../core/heads';
import { Objective } from './objective';

const GENRE: Head = { task: 'genre', kind: 'class', title: 'Genre', names: ['a', 'b', 'c'], unit: null };
const GENRES: Head = { task: 'genres', kind: 'labels', title: 'Genres', names: ['x', 'y'], unit: null };
const SCORE: Head = { task: 'score', kind: 'value', title: 'Score', names: ['Score'], unit: 'points' };

/** Class, two labels, score. The third row has no class, the fourth no score and one label unknown. */
const ALL = Float32Array.from([2, 1, 0, 8, 0, 0, 1, 4, NaN, 1, 1, 6, 1, NaN, 0, NaN]);

function objective(settings: RecipeInput = {}, heads = [GENRE, GENRES, SCORE], values = ALL): Objective {
  return new Objective({ heads, values }, [0, 1, 2, 3], recipeSchema.parse(settings));
}

const LOGITS = Float32Array.from({ length: 24 }, (_, i) => Math.sin(3 * i + 1) * 2);

beforeAll(async () => {
  await setBackend('cpu');
});

const COLUMNS = { class: [0], labels: [1, 2], value: [3] };

/** One head's columns of all answers. */
function only(head: Head) {
  return Float32Array.from([0, 1, 2, 3].flatMap((row) => COLUMNS[head.kind].map((k) => ALL[row * 4 + k])));
}

describe('an objective', () => {
  it.each<[string, Head[], RecipeInput]>([
    ['several heads', [GENRE, GENRES, SCORE], {}],
    ['shares', [GENRE, GENRES, SCORE], { loss: { kind: 'auto', headWeights: { genres: 3, score: 0.5 } } }],
    ['a value', [SCORE], { loss: { kind: 'huber', delta: 0.4 } }],
    [
      'a class',
      [GENRE],
      {
        loss: { kind: 'softmax-cross-entropy', labelSmoothing: 0.1 },
        balance: { classWeights: 'balanced' },
      },
    ],
    ['a class by itself', [GENRE], { loss: { kind: 'binary-cross-entropy' } }],
    ['labels', [GENRES], { loss: { kind: 'binary-cross-entropy', positiveWeights: 'capped', cap: 2 } }],
    ['labels, focal', [GENRES], { loss: { kind: 'focal' } }],
  ])('of %s has the gradient that finite differences give', (_, heads, settings) => {
    const one = objective(settings, heads, heads.length > 1 ? ALL : only(heads[0]));
    const { outputs } = one;
    const encoded = one.encode([0, 1, 2, 3], false);
    const known = LOGITS.slice(0, 4 * outputs);
    const before = memory().numTensors;
    // the fifth row is only padding
    const gradient = tidy(() => {
      const { targets, weights } = one.onDevice(encoded, 5);
      const filled = Float32Array.from({ length: 5 * outputs }, (_value, i) => known[i] ?? 9);
      return one.gradient(tensor2d(filled, [5, outputs]), targets, weights).dataSync();
    });
    expect(memory().numTensors).toBe(before);
    expect(gradient.slice(4 * outputs).every((value) => value === 0)).toBe(true);
    const at = (i: number, by: number) => {
      const moved = known.map((value, j) => (j === i ? value + by : value));
      return one.tally(moved, encoded, one.newTally());
    };
    for (let i = 0; i < known.length; i++)
      expect(gradient[i]).toBeCloseTo((at(i, 1e-3) - at(i, -1e-3)) / 2e-3, 3);
  });

  it.each(reference.recipes)("is PyTorch's of $task with $loss", ({ task, loss, answers, ...expected }) => {
    const { outputs, rows } = reference;
    const names = Array.from({ length: outputs }, (_, k) => String(k));
    const kind = task as 'class' | 'labels';
    const head: Head = { ...(kind === 'class' ? GENRE : GENRES), names };
    const all = Array.from({ length: rows }, (_, row) => row);
    const recipe = recipeSchema.parse({ loss });
    const one = new Objective({ heads: [head], values: Float32Array.from(answers) }, all, recipe);
    const encoded = one.encode(all, false);
    const logits = Float32Array.from(expected.logits);
    expect(one.tally(logits, encoded, one.newTally())).toBeCloseTo(expected.value, 5);
    const gradient = tidy(() => {
      const { targets, weights } = one.onDevice(encoded, rows);
      return one.gradient(tensor2d(logits, [rows, outputs]), targets, weights).dataSync();
    });
    for (const [i, value] of expected.gradient.entries()) expect(gradient[i]).toBeCloseTo(value, 6);
  });

  it('is the sum of means over the rows that have an answer', () => {
    const one = objective();
    const loss = one.tally(new Float32Array(24), one.encode([0, 1, 2, 3], true), one.newTally());
    // scores 8, 4, 6 have mean 6 and deviation √(8/3): standardised squares 1.5, 1.5, 0; a label weighs one half,
    // known or not, and each costs ln 2 at a logit of 0
    const labels = (Math.LN2 * (1 + 1 + 1 + 0.5)) / 4;
    expect(loss).toBeCloseTo(Math.log(3) + labels + 1, 6);
  });

  it('weights classes and smooths answers only in training', () => {
    const values = Float32Array.from([0, 0, 0, 1]);
    const settings: RecipeInput = {
      loss: { kind: 'softmax-cross-entropy', labelSmoothing: 0.3 },
      balance: { classWeights: 'balanced' },
    };
    const one = objective(settings, [GENRE], values);
    const { targets, weights } = one.encode([3], false);
    [0.1, 0.8, 0.1].forEach((share, k) => expect(targets[k]).toBeCloseTo(share, 6));
    // scikit-learn's balanced weights: 4 films / (2 classes · 1 film)
    expect([...weights]).toEqual([2, 2, 2]);
    const plain = one.encode([3], true);
    expect([...plain.targets]).toEqual([0, 1, 0]);
    expect([...plain.weights]).toEqual([1, 1, 1]);
  });

  it('leaves labels their own weights if classes are balanced', () => {
    const rows = [0, 1, 2, 3];
    const plain = objective({}, [GENRES], only(GENRES)).encode(rows, false);
    const balance = { classWeights: 'balanced' } as const;
    expect(objective({ balance }, [GENRES], only(GENRES)).encode(rows, false)).toEqual(plain);
    // next to a class head, which gets the class weights
    const [whole, weighed] = [objective(), objective({ balance })].map((one) => one.encode(rows, false));
    const weightsOf = ({ weights }: typeof whole, from: number, to: number) =>
      rows.flatMap((row) => [...weights.subarray(row * 6 + from, row * 6 + to)]);
    expect(weightsOf(weighed, 3, 6)).toEqual(weightsOf(whole, 3, 6));
  });

  it('returns values in their own unit', () => {
    const one = objective({}, [SCORE], Float32Array.from([8, 4, 6, NaN]));
    const back = one.unscale(one.encode([0, 1, 2], true).targets.slice());
    [8, 4, 6].forEach((value, i) => expect(back[i]).toBeCloseTo(value, 5));
  });
});
