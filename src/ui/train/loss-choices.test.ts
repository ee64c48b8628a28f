import { describe, expect, it } from 'vitest';
import { lossSchema } from '../../core/recipe/optimisation';
import { labelSmoothingOf, withLabelSmoothing, withPositiveWeights } from './loss-choices';

const loss = (input: object) => lossSchema.parse(input);
const WEIGHED = loss({
  kind: 'binary-cross-entropy',
  positiveWeights: 'capped',
  cap: 4,
  labelSmoothing: 0.1,
});

describe('label smoothing', () => {
  it('keeps the weights of positives and their cap', () =>
    expect(withLabelSmoothing(WEIGHED, 'labels', 0.2)).toEqual({ ...WEIGHED, labelSmoothing: 0.2 }));

  it('keeps a class that is asked for by binary cross entropy', () =>
    expect(withLabelSmoothing(WEIGHED, 'class', 0.2).kind).toBe('binary-cross-entropy'));

  it('takes the cross entropy of the task in place of a loss without it', () => {
    for (const other of [loss({}), loss({ kind: 'focal' })]) {
      expect(labelSmoothingOf(other)).toBe(0);
      expect(withLabelSmoothing(other, 'class', 0.2)).toEqual(
        loss({ kind: 'softmax-cross-entropy', labelSmoothing: 0.2 }),
      );
      expect(withLabelSmoothing(other, 'labels', 0.2)).toEqual(
        loss({ kind: 'binary-cross-entropy', labelSmoothing: 0.2 }),
      );
    }
    // what is left over of a task with one class
    const softmax = loss({ kind: 'softmax-cross-entropy', labelSmoothing: 0.3 });
    expect(withLabelSmoothing(softmax, 'labels', 0.2).kind).toBe('binary-cross-entropy');
  });
});

describe('weights of positives', () => {
  it('keep the smoothing and the cap', () =>
    expect(withPositiveWeights(WEIGHED, 'balanced')).toEqual({ ...WEIGHED, positiveWeights: 'balanced' }));

  it('take binary cross entropy in place of another loss', () =>
    expect(withPositiveWeights(loss({}), 'balanced')).toEqual(
      loss({ kind: 'binary-cross-entropy', positiveWeights: 'balanced' }),
    ));
});
