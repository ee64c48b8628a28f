import { describe, expect, it } from 'vitest';
import { fieldText, recipeFieldText } from './field-text';
import { parseRecipe } from './recipe';

describe('texts of values', () => {
  it('writes values plainly', () => {
    expect(fieldText(['a', 'b'])).toBe('a, b');
    expect(fieldText(null, 'task.perClass')).toBe('all');
    expect(fieldText(null, 'mixing')).toBe('none');
    expect(fieldText(false)).toBe('no');
    expect(fieldText([{ kind: 'rotation', degrees: 15 }, { kind: 'zoom' }])).toBe('rotation, zoom');
    expect(fieldText(undefined)).toBe('–');
  });
  it('uses the names of choices that the controls show', () => {
    const recipe = parseRecipe({
      images: { fit: 'centre-crop' },
      cleaning: { rules: ['blank-title', 'low-resolution'] },
      augmentation: [{ kind: 'rotation' }, { kind: 'horizontal-flip' }],
      schedule: { kind: 'plateau', metric: 'macro-f1' },
      stopping: { metric: 'accuracy' },
    });
    const said = (path: string) => recipeFieldText(recipe, path);
    expect(said('images.fit')).toBe('Centre crop');
    expect(said('cleaning.rules')).toBe('Blank title, Low resolution');
    expect(said('augmentation')).toBe('Rotation, Horizontal flip');
    expect(said('schedule.kind')).toBe('Reduce on plateau');
    expect(said('schedule.metric')).toBe('Macro F1');
    expect(said('stopping.metric')).toBe('Accuracy');
    expect(said('loss.kind')).toBe('Softmax cross entropy');
    expect(recipeFieldText(parseRecipe({ task: { kind: 'all' } }), 'loss.kind')).toBe('Default for the task');
    expect(said('stopping.patience')).toBe('5');
    expect(said('mixing')).toBe('none');
    expect(said('depth.stages')).toBe('–');
  });
  it('names a metric as the task does', () => {
    const by = (task: object) => parseRecipe({ task, stopping: { metric: 'accuracy' } });
    expect(recipeFieldText(by({ kind: 'genres' }), 'stopping.metric')).toBe('Binary accuracy');
    expect(recipeFieldText(by({ kind: 'all' }), 'stopping.metric')).toBe('Genres: Binary accuracy');
    // a hand-written recipe may name a metric that its task does not have
    expect(recipeFieldText(by({ kind: 'score' }), 'stopping.metric')).toBe('accuracy');
  });
});
