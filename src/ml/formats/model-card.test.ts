import { describe, expect, it } from 'vitest';
import { OPEN_IMAGES_MOBILENET_V2 } from '../../core/backbones/bundled';
import { recipeSchema } from '../../core/recipe/recipe';
import { genreHead, type Head } from '../../core/heads';
import type { Run } from '../../core/run/run';
import { modelCard } from './model-card';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];

/** Three films on each side: two are predicted correctly on the validation side, one on the test side. */
function runOf(changes: Partial<Run> = {}): Run {
  return {
    version: 2,
    id: 'one',
    createdAt: '2026-11-20T10:00:00.000Z',
    status: 'finished',
    recipe: recipeSchema.parse({ title: 'Comedy | horror', seed: 7, split: { test: 0.2 } }),
    software: 'Onesheet test',
    fingerprint: 'abc123',
    device: { backend: 'wasm', device: '1 thread', reason: 'It was asked for.' },
    classNames: ['Comedy', 'Horror|<b>'],
    heads: [genreHead(['Comedy', 'Horror|<b>'])],
    funnel: [{ rule: 'no-genre', before: 10, removed: 1, after: 9 }],
    join: { matched: 9, missing: 0, unused: 0, duplicate: 0, undecodable: 2, by: { imdb: 9 } },
    sizes: { train: 3, validation: 3, test: 3 },
    history: [],
    keptEpoch: 4,
    predictions: {
      keys: NAMES,
      files: NAMES,
      titles: NAMES,
      splits: ['train', 'train', 'train', 'validation', 'validation', 'validation', 'test', 'test', 'test'],
      actual: Int32Array.of(0, 0, 1, 0, 0, 1, 1, 1, 0),
      answers: Float32Array.of(0, 0, 1, 0, 0, 1, 1, 1, 0),
      probabilities: Float32Array.from(
        [0.9, 0.9, 0.1, 0.8, 0.3, 0.2, 0.1, 0.9, 0.4].flatMap((p) => [p, 1 - p]),
      ),
    },
    timings: {},
    ...changes,
  };
}

const card = (changes?: Partial<Run>) => modelCard(runOf(changes), OPEN_IMAGES_MOBILENET_V2);

describe('the model card', () => {
  it('has the figures of validation and test, from the predictions', () => {
    const text = card();
    const [, validation, test] = text.split('## Figures on the ');
    expect(validation).toContain('validation side (3 posters)');
    expect(validation).toContain('| accuracy | 66.7 % | 66.7 % |');
    expect(validation).toContain('| Comedy | 100.0 % | 50.0 % | 0.667 | 2 |');
    expect(test).toContain('| accuracy | 33.3 % | 33.3 % |');
    expect(card({ sizes: { train: 3, validation: 3, test: 0 } })).not.toContain('test side');
  });

  it('has the figures of labels and of values, each under its head', () => {
    const genres: Head = { task: 'genres', kind: 'labels', title: 'Genres', names: ['a', 'b'], unit: null };
    const score: Head = { task: 'score', kind: 'value', title: 'Score', names: ['Score'], unit: 'points' };
    const answers = NAMES.flatMap((_, at) => [Number(at % 3 === 0), 1, at]);
    const outputs = NAMES.flatMap((_, at) => [Number(at % 3 === 0), 0.9, at + 1]);
    const { predictions } = runOf();
    const text = card({
      heads: [genres, score],
      predictions: {
        ...predictions,
        answers: Float32Array.from(answers),
        probabilities: Float32Array.from(outputs),
      },
    });
    const section = (title: string) => text.split(`## Figures on the ${title}`)[1].split('\n## ')[0];
    expect(section('validation side, genres (3 posters)')).toContain('| binary accuracy | 100.0 % |');
    expect(section('validation side, genres (3 posters)')).toContain('| b | 100.0 % | 100.0 % | 1.000 |');
    // films 3, 4 and 5 are predicted one too high; the training films 0, 1 and 2 have the mean 1
    expect(section('validation side, score (3 posters)')).toContain(
      '| mean absolute error | 1.000 | 3.000 |',
    );
    expect(text).toContain("A film's labels are all the genres that it lists.");
    expect(text).not.toContain('only as the first one');
  });

  it('says where the figures are optimistic', () => {
    const flattered = 'The kept epoch was chosen on the validation side';
    expect(card({ sizes: { train: 3, validation: 3, test: 0 } })).toContain(flattered);
    expect(card()).not.toContain(flattered);
  });

  it('says what was left out, and what it consists of', () => {
    const text = card({ status: 'stopped' });
    expect(text).toContain('- no-genre: 1 film left out, 9 left');
    expect(text).toContain('2 posters could not be decoded');
    expect(text).toContain('stopped by hand after 0 of 20 epochs');
    expect(text).toContain('832 features');
    expect(text).toContain('Apache-2.0');
    expect(text).toContain('seed 7');
    expect(text).toContain('`abc123`');
  });

  it('says by which figure the kept epoch was best', () => {
    expect(card()).toContain('which had the lowest validation loss.');
    const { recipe } = runOf();
    const stopping = { metric: 'macro-f1', patience: 3, minDelta: 0 } as const;
    expect(card({ recipe: { ...recipe, stopping } })).toContain(
      'which had the highest Macro F1 on the validation side.',
    );
  });

  it('escapes names, so that they are not read as markup', () => {
    const text = card();
    expect(text).toContain('# Comedy \\| horror');
    expect(text).toContain('| Horror\\|\\<b\\> |');
    expect(text).not.toContain('<b>');
  });
});
