import { describe, expect, it } from 'vitest';
import { parseRecipe } from '../../core/recipe/recipe';
import { keptBy, keptText, monitorChoices, monitorError } from './monitor-choices';

const GENRES = { kind: 'genres' };
const recipe = (input: object) => parseRecipe({ task: GENRES, ...input });

describe('the figure that epochs are compared by', () => {
  it('is one of the task, or one that is left over from another', () => {
    const { task } = recipe({});
    expect(monitorChoices(task, 'loss')).toContainEqual({ value: 'mean-average-precision', label: 'mAP' });
    expect(monitorChoices(task, 'loss').map(({ value }) => value)).not.toContain('r2');
    expect(monitorError(task, 'mean-average-precision')).toBeNull();
    expect(monitorChoices(task, 'r2').at(-1)).toEqual({ value: 'r2', label: 'r2' });
    expect(monitorError(task, 'r2')).toBe('This task has no such figure.');
  });

  it('is the validation loss without early stopping', () => {
    expect(keptBy(recipe({}))).toBe('validation loss');
    expect(keptText(recipe({}))).toBe('The weights of the epoch with the lowest validation loss are kept.');
  });

  it('is that of early stopping', () => {
    expect(keptText(recipe({ stopping: { metric: 'mean-average-precision' } }))).toContain('highest mAP on');
    expect(keptText(recipe({ stopping: { metric: 'hamming-loss' } }))).toContain('lowest Hamming loss on');
    expect(keptText(recipe({ stopping: { metric: 'hamming-loss' }, training: { keep: 'last' } }))).toBe(
      'The weights of the last epoch are kept.',
    );
  });
});
