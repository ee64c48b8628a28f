// McNemar's p: SciPy's binomtest(2, 7).pvalue = 0.453125 (also in scripts/reference/metrics.py).
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { setInRecipe, defaultRecipe, parseRecipe, type Recipe } from '../recipe/recipe';
import {
  comparedRun,
  comparedValue,
  comparisonCsv,
  comparisonMarkdown,
  differenceTest,
  runLabels,
} from './comparison';
import { genreHead } from './heads';
import type { Run } from './run';

/** A run of two classes whose validation films are right where `right` says so. */
function runOf(id: string, right: readonly boolean[], recipe: Recipe = defaultRecipe()): Run {
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

// of ten films three are right in both, two in the first alone, five in the second alone
const first = [true, true, true, true, false, false, false, false, false, true];
const second = [true, true, false, false, true, true, true, true, true, true];

describe('comparedRun', () => {
  it('takes its figures from the predictions', () => {
    const compared = comparedRun(runOf('x', first));
    expect(comparedValue(compared, 'accuracy', 'validation')).toBeCloseTo(0.5);
    expect(compared.test).toBeNull();
  });
});

describe('differenceTest', () => {
  it('is McNemar’s over the same films', () => {
    const result = differenceTest(comparedRun(runOf('x', first)), comparedRun(runOf('y', second)));
    expect(result).toMatchObject({ onlyFirst: 2, onlySecond: 5 });
    expect(result?.p).toBeCloseTo(0.453125, 9);
  });
  it('is none over other films', () => {
    const shorter = comparedRun(runOf('y', first.slice(1)));
    expect(differenceTest(comparedRun(runOf('x', first)), shorter)).toBeNull();
  });
});

describe('runLabels', () => {
  const base = defaultRecipe();
  const longer = setInRecipe(base, 'training.epochs', '50');
  it('is what differs where titles are alike, and numbers what is alike in all', () => {
    const runs = [runOf('x', first, base), runOf('y', first, longer), runOf('z', first, longer)].map(
      comparedRun,
    );
    expect([...runLabels(runs).values()]).toEqual(['epochs 20', 'epochs 50', 'epochs 50 (2)']);
  });
  it('is what follows where all titles begin with one preset', () => {
    const titled = (id: string, title: string) =>
      comparedRun(runOf(id, first, setInRecipe(base, 'title', title)));
    const fits = [titled('x', 'Fits: Plain'), titled('y', 'Fits: Padded')];
    expect([...runLabels(fits).values()]).toEqual(['Plain', 'Padded']);
    expect(runLabels([...fits, titled('z', 'Mine')]).get('y')).toBe('Fits: Padded');
    expect(runLabels(fits.slice(0, 1)).get('x')).toBe('Fits: Plain');
  });
  it('is the title where that is enough', () =>
    expect(runLabels([comparedRun(runOf('x', first, base))]).get('x')).toBe('My experiment'));
});

describe('the comparison as text', () => {
  const runs = [
    comparedRun(runOf('x', first)),
    comparedRun(runOf('y', second, setInRecipe(defaultRecipe(), 'title', 'a | b, "c"'))),
  ];
  it('is a CSV that reads back', () => {
    const { data } = Papa.parse<Record<string, string>>(comparisonCsv(runs), { header: true });
    expect(data[1].run).toBe('a | b, "c"');
    expect(Number(data[0]['validation accuracy'])).toBeCloseTo(0.5);
    expect(Number(data[0]['seconds an epoch'])).toBeCloseTo(0.5);
  });
  it('calls a missing limit what the page calls it', () => {
    const few = setInRecipe(defaultRecipe(), 'split.films', '500');
    const { data } = Papa.parse<Record<string, string>>(
      comparisonCsv([comparedRun(runOf('x', first)), comparedRun(runOf('y', second, few))]),
      { header: true },
    );
    expect(data.slice(0, 2).map(({ Films }) => Films)).toEqual(['all', '500']);
  });
  it('calls choices what the page calls them', () => {
    const by = (metric: string) => parseRecipe({ images: { fit: 'centre-crop' }, stopping: { metric } });
    const { data } = Papa.parse<Record<string, string>>(
      comparisonCsv([
        comparedRun(runOf('x', first)),
        comparedRun(runOf('y', second, by('macro-f1'))),
        comparedRun(runOf('z', second, by('log-loss'))),
      ]),
      { header: true },
    );
    expect(data.slice(0, 3).map((row) => [row.Fit, row['Stops by']])).toEqual([
      ['Pad', '–'],
      ['Centre crop', 'Macro F1'],
      ['Centre crop', 'Log loss'],
    ]);
  });
  it('is a Markdown table of as many cells in every line', () => {
    const lines = comparisonMarkdown(runs).trimEnd().split('\n');
    const cells = lines.map((line) => line.replaceAll('\\|', '').split('|').length);
    expect(new Set(cells).size).toBe(1);
    expect(lines).toHaveLength(4);
  });
});
