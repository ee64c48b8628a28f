import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { presetById } from '../presets';
import type { ExperimentRow, Measured } from './row';
import { baseOf, experimentTable, newestOfEach } from './table';
import { experimentCsv, experimentMarkdown } from './table-text';

const measured = (value: number, difference: Measured['difference'] = null): Measured => ({
  metric: 'accuracy',
  kind: 'class',
  head: null,
  value,
  interval: { low: value - 0.02, high: value + 0.02 },
  difference,
});

function row(change: Partial<ExperimentRow>): ExperimentRow {
  return {
    runId: 'r',
    createdAt: '',
    split: 'validation',
    samples: 160,
    fingerprint: '',
    measured: [measured(0.8)],
    test: null,
    sameFilms: null,
    keptEpoch: 9,
    secondsAnEpoch: 0.25,
    device: { backend: 'wasm', device: '2 threads', reason: '' },
    published: [],
    ...change,
  };
}

const preset = presetById('box-office');
const better = { value: 0.031, interval: { low: 0.004, high: 0.058 } };
const table = experimentTable(
  preset,
  new Map([
    ['resnet18', row({})],
    [
      'mish',
      row({
        runId: 'a | b',
        measured: [measured(0.831, better)],
        sameFilms: true,
        test: { onlyFirst: 2, onlySecond: 7, p: 0.1796875 },
      }),
    ],
  ]),
);

describe('an experiment as text', () => {
  it('is a CSV that reads back, with a row for every run of the preset', () => {
    const { data } = Papa.parse<Record<string, string>>(experimentCsv(table), {
      header: true,
      skipEmptyLines: true,
    });
    expect(data.map((one) => one.recipe)).toEqual(preset.runs.map(({ recipe }) => recipe.id));
    // guarded, so that no spreadsheet reads it as a formula
    expect(data[2].run).toBe("'+ Mish");
    expect(data[2]).toMatchObject({
      Accuracy: '0.831',
      'Accuracy difference': '0.031',
      'Accuracy difference low': '0.004',
      'Accuracy published': '0.7021',
      'McNemar p': '0.179688',
      'seconds an epoch published': '13',
      'same films as the first': 'yes',
      'run id': 'a | b',
    });
    expect(data[1].Accuracy).toBe('');
    expect(data[1]['Accuracy published']).toBe('0.6968');
  });

  it('is a Markdown page whose table has the same number of cells in every line', () => {
    const text = experimentMarkdown(table);
    const lines = text.split('\n').filter((line) => line.startsWith('|'));
    expect(lines).toHaveLength(8);
    expect(new Set(lines.map((line) => line.split(' | ').length)).size).toBe(1);
    expect(text).toContain(
      '| + Mish | 83.1\u00a0% (+3.1 [+0.4, +5.8]) | 70.21\u00a0% | 0.18 | 0.25\u00a0s | 13\u00a0s |',
    );
    expect(text).toContain('| + augmentation | not run | 70.37\u00a0% |');
    expect(text).toContain(
      '- + Mish, accuracy: published +2.1\u00a0points, here +3.1 [+0.4, +5.8]; the published effect appears.',
    );
  });

  it('lists published figures that no column shows', () => {
    const figures = presetById('genres-resnet34');
    const text = experimentMarkdown(
      experimentTable(
        figures,
        new Map([
          [
            'run',
            row({
              published: figures.runs[0].published.map((published) => ({
                metric: published.metric,
                published,
                value: 0.5,
              })),
            }),
          ],
        ]),
      ),
    );
    expect(text).toContain('| All genres, ResNet34 | Recall of Horror | 0.50 | 0.32 |');
    expect(text).toContain('| All genres, ResNet34 | Films with it of Family | 1 | 233 |');
  });
});

describe('the stored runs shown in the table', () => {
  const stored = (id: string, run: string, createdAt: string) => ({
    id,
    createdAt,
    fingerprint: '',
    experiment: { id: 'box-office', run, name: run },
  });
  const list = [
    stored('1', 'mish', '2026-01-01'),
    stored('2', 'mish', '2026-01-03'),
    stored('3', 'augmentation', '2026-01-02'),
    { ...stored('4', 'resnet18', '2026-01-04'), experiment: undefined },
  ];

  it('are the newest of each; the others are compared with the first in the preset’s order', () => {
    const chosen = newestOfEach(preset, list);
    expect([...chosen.values()].map(({ id }) => id).sort()).toEqual(['2', '3']);
    expect(baseOf(preset, chosen)?.id).toBe('2');
    expect(baseOf(preset, new Map())).toBeNull();
  });
});
