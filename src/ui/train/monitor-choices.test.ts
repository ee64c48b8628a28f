import { describe, expect, it } from 'vitest';
import { parseRecipe } from '../../core/recipe/recipe';
import { epoch } from '../../state/testing/runs';
import { bestNote, keptBy, keptText, monitorChoices, monitoredText, monitorError } from './monitor-choices';

const GENRES = { kind: 'genres' };
const recipe = (input: object) => parseRecipe({ task: GENRES, ...input });

describe('the metric that epochs are compared by', () => {
  it('is one of the task’s, or one left over from another task', () => {
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

  it('is shown beside the best epoch with its value', () => {
    const by = (metric: string) => recipe({ stopping: { metric } });
    const judged = (metric: 'macro-f1' | 'hamming-loss', value: number) => ({
      ...epoch(3, 0.7),
      monitored: { metric, value },
    });
    expect(bestNote(by('macro-f1'), judged('macro-f1', 0.4123))).toBe('Macro F1 41.2\u00a0%');
    expect(bestNote(by('hamming-loss'), judged('hamming-loss', 0.1125))).toBe('Hamming loss 0.113');
    expect(bestNote(by('loss'), epoch(3, 0.7))).toBe('by validation loss');
    expect(monitoredText(by('loss'), epoch(3, 0.7))).toBe('validation loss 0.700');
    // before the first epoch, and for runs that did not record it
    expect(bestNote(by('macro-f1'), null)).toBe('by Macro F1');
    expect(bestNote(by('macro-f1'), { ...epoch(3, 0.7), monitored: undefined })).toBe('by Macro F1');
  });

  it('is the one of early stopping', () => {
    expect(keptText(recipe({ stopping: { metric: 'mean-average-precision' } }))).toContain('highest mAP on');
    expect(keptText(recipe({ stopping: { metric: 'hamming-loss' } }))).toContain('lowest Hamming loss on');
    expect(keptText(recipe({ stopping: { metric: 'hamming-loss' }, training: { keep: 'last' } }))).toBe(
      'The weights of the last epoch are kept.',
    );
  });
});
