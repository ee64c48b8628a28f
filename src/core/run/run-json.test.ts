import { describe, expect, it } from 'vitest';
import { defaultRecipe } from '../recipe/recipe';
import type { Head } from '../heads';
import type { Run } from './run';
import { runJson } from './run-json';
import { headRun } from './testing/head-run';

const GENRES: Head = { task: 'genres', kind: 'labels', title: 'Genres', names: ['a', 'b'], unit: null };
const PAID: Head = { task: 'box-office', kind: 'class', title: 'Paid', names: ['no', 'yes'], unit: null };

const labels = { head: GENRES, answers: [1, 0, 0, 1, 1, 1], outputs: [0.9, 0.1, 0.2, 0.6, 0.7, 0.4] };
const paid = { head: PAID, answers: [1, 1, 0], outputs: [0.2, 0.8, 0.3, 0.7, 0.1, 0.9] };

function runOf(...heads: (typeof labels)[]): Run {
  return {
    ...headRun(['train', 'validation', 'validation'], heads),
    version: 2,
    id: 'one',
    createdAt: '2026-11-21T10:00:00Z',
    status: 'finished',
    recipe: defaultRecipe(),
    software: 'test',
    fingerprint: 'ab',
    device: { backend: 'wasm', device: '1 thread', reason: 'asked for' },
    funnel: [],
    join: { matched: 3, missing: 0, unused: 0, duplicate: 0, undecodable: 0, by: {} },
    sizes: { train: 1, validation: 2, test: 0 },
    history: [],
    keptEpoch: 1,
    timings: {},
  };
}

/** The data as read back from the file. */
const written = (run: Run) => JSON.parse(JSON.stringify(runJson(run))) as ReturnType<typeof runJson>;

describe('run.json', () => {
  it('has the figures of the sides that were not trained on, and their intervals, without predictions', () => {
    const json = written(runOf(paid));
    expect(json).not.toHaveProperty('predictions');
    expect(json.metrics.test).toBeUndefined();
    expect(json).not.toHaveProperty('metricsByHead');
    expect(json.metrics.validation).toMatchObject({
      head: 'Paid',
      task: 'box-office',
      kind: 'class',
      values: { accuracy: 0.5 },
      confusion: [
        [0, 1],
        [0, 1],
      ],
      majority: { className: 'yes', accuracy: 0.5 },
      intervals: { accuracy: { low: 0, high: 1 } },
    });
  });

  it('names labels, and has every head if there are several', () => {
    const json = written(runOf(labels, paid));
    expect(json.metrics.validation).toMatchObject({
      kind: 'labels',
      samples: 2,
      values: { accuracy: 0.75 },
      labels: [
        { label: 'a', support: 1 },
        { label: 'b', support: 2 },
      ],
    });
    expect(json.metricsByHead?.validation?.map(({ head }) => head)).toEqual(['Genres', 'Paid']);
  });
});
