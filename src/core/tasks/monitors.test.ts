import { describe, expect, it } from 'vitest';
import { MONITORS } from '../metrics';
import { taskSchema, type Task } from './task';
import { monitorsOf, monitorTitle } from './monitors';

const task = (input: object): Task => taskSchema.parse(input);
const offered = (input: object) => monitorsOf(task(input)).map((metric) => monitorTitle(metric, task(input)));

describe('the metrics that training can monitor', () => {
  it('depend on the kind of answer', () => {
    expect(offered({ kind: 'genre' })).toEqual([
      'Validation loss',
      'Log loss',
      'Accuracy',
      'Top-3',
      'Balanced accuracy',
      'Macro F1',
      'Cohen’s κ',
    ]);
    expect(offered({ kind: 'genres' })).toEqual([
      'Validation loss',
      'Binary cross entropy',
      'Binary accuracy',
      'Macro F1',
      'Micro F1',
      'Weighted F1',
      'Samples F1',
      'All match',
      'At least one match',
      'Hamming loss',
      'mAP',
      'mAUC',
    ]);
    expect(offered({ kind: 'revenue' })).toEqual([
      'Validation loss',
      'Mean absolute error',
      'Root mean squared error',
      'R²',
      'Spearman',
    ]);
  });

  it('exclude top 3 for three classes', () => {
    expect(offered({ kind: 'box-office' })).not.toContain('Top-3');
    expect(offered({ kind: 'score-bins', edges: [0, 4, 7, 10] })).not.toContain('Top-3');
    expect(offered({ kind: 'score-bins' })).toContain('Top-3');
  });

  it('name the head that they are measured on if there are several: the first that has them', () => {
    const all = { kind: 'all' };
    expect(monitorTitle('accuracy', task(all))).toBe('Genres: Binary accuracy');
    expect(monitorTitle('balanced-accuracy', task(all))).toBe('Box office: Balanced accuracy');
    expect(monitorTitle('r2', task(all))).toBe('Score: R²');
    expect(monitorTitle('accuracy', task({ ...all, genres: null }))).toBe('Box office: Accuracy');
    expect(offered(all)).not.toContain('Box office: Top-3');
  });

  it('have a name wherever they can be measured, and none elsewhere', () => {
    expect(monitorTitle('exact-match', task({ kind: 'genre' }))).toBe('All match');
    expect(monitorTitle('r2', task({ kind: 'genre' }))).toBeNull();
    expect(monitorTitle('mean-auc', task({ kind: 'score' }))).toBeNull();
    for (const metric of MONITORS) expect(monitorTitle(metric, task({ kind: 'all' }))).not.toBeNull();
  });
});
