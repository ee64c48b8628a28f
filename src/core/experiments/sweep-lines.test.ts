import { describe, expect, it } from 'vitest';
import { presetById } from '../presets';
import type { ExperimentRow } from './row';
import { sweepLines } from './sweep-lines';

function row(value: number): ExperimentRow {
  return {
    runId: '',
    createdAt: '',
    split: 'test',
    samples: 200,
    fingerprint: '',
    measured: [{ metric: 'any-match', kind: 'labels', head: null, value, interval: null, difference: null }],
    test: null,
    sameFilms: null,
    keptEpoch: 0,
    secondsAnEpoch: NaN,
    device: { backend: 'cpu', device: '', reason: '' },
    published: [],
  };
}

describe('a sweep over k', () => {
  it('consists of runs that differ only in k, with the published points', () => {
    const rows = new Map([
      ['k-40', row(0.4)],
      ['k-1', row(0.2)],
      ['k-5', row(0.3)],
    ]);
    expect(sweepLines(presetById('ml-knn-64'), rows, null, 'test')).toEqual([
      {
        metric: 'any-match',
        points: [
          { k: 1, value: 0.2 },
          { k: 5, value: 0.3 },
          { k: 40, value: 0.4 },
        ],
        published: [
          { k: 1, value: 0.195 },
          { k: 30, value: 0.445 },
          { k: 40, value: 0.44 },
        ],
      },
    ]);
  });

  it('can come from one run that measured other k as well, on the side that is judged', () => {
    const point = (k: number, split: 'validation' | 'test', anyMatch: number) => ({
      k,
      split,
      figures: { 'any-match': anyMatch },
    });
    const sweep = [point(5, 'test', 0.3), point(1, 'test', 0.2), point(1, 'validation', 0.9)];
    const [line] = sweepLines(presetById('ml-knn-64-chart'), new Map(), { sweep }, 'test') ?? [];
    expect(line.points).toEqual([
      { k: 1, value: 0.2 },
      { k: 5, value: 0.3 },
    ]);
    expect(line.published).toEqual([{ k: 40, value: 0.44 }]);
  });

  it('does not exist for other experiments', () => {
    expect(sweepLines(presetById('neighbours-100'), new Map([['ml-knn', row(0.4)]]), {}, 'test')).toBeNull();
    expect(sweepLines(presetById('ml-knn-64'), new Map([['k-1', row(0.4)]]), null, 'test')).toBeNull();
  });
});
