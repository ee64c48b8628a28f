import { describe, expect, it } from 'vitest';
import { MONITORS } from '../metrics';
import type { LossSettings } from '../optimisation/losses';
import { lossFits } from '../optimisation/loss-fit';
import { parseRecipe, type RecipeInput } from './recipe';
import { taskSchema, type Task, type TaskKind } from '../tasks/task';
import { answersOf, withTask } from './with-task';
import { monitorTitle } from '../tasks/monitors';

const TASKS: TaskKind[] = ['genre', 'genres', 'box-office', 'score-bins', 'score', 'revenue', 'all'];
const LOSSES: LossSettings['kind'][] = [
  'auto',
  'softmax-cross-entropy',
  'binary-cross-entropy',
  'focal',
  'huber',
  'mean-squared-error',
];
const task = (input: object): Task => taskSchema.parse(input);
const changed = (before: RecipeInput, after: object) => withTask(parseRecipe(before), task(after));

describe('a recipe with a different task', () => {
  it('has nothing that the task lacks, for every change of task', () => {
    for (const from of TASKS)
      for (const to of TASKS) {
        for (const kind of LOSSES) {
          const { loss } = changed({ task: { kind: from }, loss: { kind } }, { kind: to });
          expect(lossFits(loss.kind, answersOf(task({ kind: to }))), `${from}, ${kind}, ${to}`).toBe(true);
        }
        for (const metric of MONITORS) {
          const { stopping } = changed({ task: { kind: from }, stopping: { metric } }, { kind: to });
          expect(monitorTitle(stopping?.metric ?? 'loss', task({ kind: to }))).not.toBeNull();
        }
      }
  });

  it('stops, and lowers the learning rate, by a metric that the task has', () => {
    const before: RecipeInput = {
      task: { kind: 'genres' },
      stopping: { metric: 'mean-average-precision', patience: 3, minDelta: 0.01 },
      schedule: { kind: 'plateau', metric: 'macro-f1', patience: 4, warmUp: 1 },
    };
    const after = changed(before, { kind: 'genre' });
    expect(after.stopping).toEqual({ metric: 'loss', patience: 3, minDelta: 0.01 });
    expect(after.schedule).toMatchObject({ kind: 'plateau', metric: 'macro-f1', patience: 4, warmUp: 1 });
    expect(changed(before, { kind: 'score' }).schedule).toMatchObject({ metric: 'loss', patience: 4 });
    // with two classes, every prediction is among the first three
    const top3 = changed({ stopping: { metric: 'top-3' } }, { kind: 'box-office' });
    expect(top3.stopping?.metric).toBe('loss');
  });

  it('keeps everything else', () => {
    const before = parseRecipe({ seed: 7, training: { epochs: 3 }, stopping: null });
    const after = withTask(before, task({ kind: 'genres' }));
    expect(after).toEqual({ ...before, task: task({ kind: 'genres' }) });
  });

  it('keeps a metric that can be measured while options of the task are edited', () => {
    const by = { stopping: { metric: 'top-3' } } as const;
    const two = changed(by, { kind: 'genre', classes: { by: 'top', count: 2 } });
    expect(two.stopping?.metric).toBe('top-3');
    const labelled = { task: { kind: 'all' }, stopping: { metric: 'mean-auc' } } as const;
    expect(changed(labelled, { kind: 'all', genres: null }).stopping?.metric).toBe('loss');
    expect(changed(labelled, { kind: 'all', score: null }).stopping?.metric).toBe('mean-auc');
  });
});
