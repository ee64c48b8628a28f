import { describe, expect, it } from 'vitest';
import type { MetricId } from '../metrics';
import { presetById } from '../presets';
import { effectsOf } from './effects';
import type { ExperimentRow } from './row';

/** A row with one difference; its other fields do not matter here. */
function row(metric: MetricId, difference: [value: number, low: number, high: number] | null): ExperimentRow {
  return {
    runId: '',
    createdAt: '',
    split: 'validation',
    samples: 100,
    fingerprint: '',
    measured: [
      {
        metric,
        kind: 'class',
        head: null,
        value: 0.5,
        interval: null,
        difference: difference && {
          value: difference[0],
          interval: { low: difference[1], high: difference[2] },
        },
      },
    ],
    test: null,
    sameFilms: difference !== null,
    keptEpoch: 1,
    secondsAnEpoch: 1,
    device: { backend: 'cpu', device: '', reason: '' },
    published: [],
  };
}

const verdicts = (preset: string, metric: MetricId, rows: Record<string, [number, number, number] | null>) =>
  effectsOf(
    presetById(preset),
    new Map(Object.entries(rows).map(([id, difference]) => [id, row(metric, difference)])),
  );

describe('published effects beside ours', () => {
  it('appear, do not appear, or have the opposite sign', () => {
    const found = verdicts('box-office', 'accuracy', {
      resnet18: null,
      mish: [0.03, 0.01, 0.05],
      'bag-of-tricks': [0.004, -0.01, 0.02],
      augmentation: [-0.03, -0.05, -0.01],
    });
    expect(found.map(({ run, verdict }) => [run, verdict])).toEqual([
      ['bag-of-tricks', 'does-not-appear'],
      ['mish', 'appears'],
      ['augmentation', 'reversed'],
    ]);
    expect(found[0].published).toBeCloseTo(0.6968 - 0.6809, 12);
    expect(found[0].text).toBe(
      '+ Bag of Tricks, accuracy: published +1.6\u00a0points, here +0.4 [−1.0, +2.0]; ' +
        'the published effect does not appear: the interval contains 0.',
    );
  });

  it('may be zero, whether or not that was published', () => {
    const found = verdicts('four-fits-bundled', 'accuracy', {
      stretch: null,
      'centre-crop': [0.001, -0.02, 0.02],
      pad: [0.05, 0.02, 0.08],
    });
    expect(found.map(({ verdict }) => verdict)).toEqual(['none-as-published', 'appears']);
    const [surprise] = verdicts('four-fits-bundled', 'accuracy', {
      stretch: null,
      'centre-crop': [0.05, 0.02, 0.08],
    });
    expect(surprise.verdict).toBe('new');
  });

  it('of figures where lower is better keep their sign', () => {
    const [effect] = verdicts('neighbours-100', 'hamming-loss', {
      'ml-knn': null,
      'one-versus-rest': [0.002, 0.001, 0.003],
    });
    expect(effect.verdict).toBe('appears');
    expect(effect.text).toContain('published +0.001, here +0.002 [+0.001, +0.003]');
  });

  it('are omitted without the first row, without common films, and without published figures', () => {
    expect(verdicts('box-office', 'accuracy', { mish: [0.03, 0.01, 0.05] })).toEqual([]);
    expect(verdicts('box-office', 'accuracy', { resnet18: null, mish: null })).toEqual([]);
    expect(verdicts('genres-sampling', 'accuracy', { 'as-it-is': null, over: [0.03, 0.01, 0.05] })).toEqual(
      [],
    );
  });
});
