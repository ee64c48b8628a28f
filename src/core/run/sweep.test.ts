import { expect, it } from 'vitest';
import type { Head } from '../heads';
import { restoreSweep, sweepPoints } from './sweep';

const labels: Head = { task: 'genres', kind: 'labels', title: 'Genres', names: ['A', 'B'], unit: null };
const value: Head = { task: 'score', kind: 'value', title: 'Score', names: ['Score'], unit: 'points' };

it('judges each side by the films that have an answer', () => {
  const answers = Float32Array.of(1, 0, 5, 1, 1, 7, NaN, NaN, 6, 0, 1, 2);
  const probabilities = Float32Array.of(0.9, 0.1, 5, 0.5, 0.2, 6, 0.9, 0.9, 6, 0.6, 0.4, 2);
  const splits = ['train', 'validation', 'validation', 'test'] as const;
  expect(sweepPoints(7, probabilities, { heads: [labels, value], answers, splits })).toEqual([
    {
      k: 7,
      split: 'train',
      figures: { 'exact-match': 1, 'any-match': 1, accuracy: 1, 'hamming-loss': 0 },
    },
    {
      k: 7,
      split: 'validation',
      figures: { 'exact-match': 0, 'any-match': 1, accuracy: 0.5, 'hamming-loss': 0.5 },
    },
    {
      k: 7,
      split: 'test',
      figures: { 'exact-match': 0, 'any-match': 0, accuracy: 0, 'hamming-loss': 1 },
    },
  ]);
});

it('has figures for classes and numbers too', () => {
  const genre: Head = {
    task: 'genre',
    kind: 'class',
    title: 'Genre',
    names: ['A', 'B', 'C', 'D'],
    unit: null,
  };
  const said = Float32Array.of(0.4, 0.3, 0.2, 0.1, 0.4, 0.3, 0.2, 0.1);
  const splits = ['test', 'test'] as const;
  expect(sweepPoints(1, said, { heads: [genre], answers: Float32Array.of(0, 3), splits })[0].figures).toEqual(
    {
      accuracy: 0.5,
      'top-3': 0.5,
    },
  );
  const numbers = sweepPoints(1, Float32Array.of(1, 5), {
    heads: [value],
    answers: Float32Array.of(1, 2),
    splits,
  });
  expect(numbers[0].figures).toEqual({
    'mean-absolute-error': 1.5,
    'root-mean-squared-error': Math.sqrt(4.5),
  });
});

it('reads figures that earlier versions stored under other names', () => {
  const stored = [
    {
      k: 1,
      split: 'test',
      figures: { atLeastOneMatch: 0.4, allMatch: 0.1, binaryAccuracy: 0.8, hammingLoss: 0.2 },
    },
    { k: 5, split: 'test', figures: { accuracy: 0.3, top3: 0.6 } },
    { k: 9, split: 'test', figures: { meanAbsoluteError: 1, rootMeanSquaredError: 2 } },
    { k: 9, split: 'validation', figures: { 'any-match': 0.5 } },
  ] as const;
  expect(restoreSweep(stored).map(({ figures }) => figures)).toEqual([
    { 'any-match': 0.4, 'exact-match': 0.1, accuracy: 0.8, 'hamming-loss': 0.2 },
    { accuracy: 0.3, 'top-3': 0.6 },
    { 'mean-absolute-error': 1, 'root-mean-squared-error': 2 },
    { 'any-match': 0.5 },
  ]);
});
