import { describe, expect, it } from 'vitest';
import { chosenLoss } from '../../core/optimisation/loss-fit';
import { lossSchema } from '../../core/optimisation/losses';
import {
  labelSmoothingOf,
  lossChoices,
  lossError,
  withLabelSmoothing,
  withLossKind,
  withPositiveWeights,
} from './loss-choices';

const loss = (input: object) => lossSchema.parse(input);
const WEIGHED = loss({
  kind: 'binary-cross-entropy',
  positiveWeights: 'capped',
  cap: 4,
  labelSmoothing: 0.1,
});

describe('label smoothing', () => {
  it('keeps the positive weights and their cap', () =>
    expect(withLabelSmoothing(WEIGHED, 'labels', 0.2)).toEqual({ ...WEIGHED, labelSmoothing: 0.2 }));

  it('keeps a class that is trained with binary cross entropy', () =>
    expect(withLabelSmoothing(WEIGHED, 'class', 0.2).kind).toBe('binary-cross-entropy'));

  it("replaces a loss without smoothing by the task's cross entropy", () => {
    for (const other of [loss({}), loss({ kind: 'focal' })]) {
      expect(labelSmoothingOf(other)).toBe(0);
      expect(withLabelSmoothing(other, 'class', 0.2)).toEqual(
        loss({ kind: 'softmax-cross-entropy', labelSmoothing: 0.2 }),
      );
      expect(withLabelSmoothing(other, 'labels', 0.2)).toEqual(
        loss({ kind: 'binary-cross-entropy', labelSmoothing: 0.2 }),
      );
    }
    // left over from a task with one class
    const softmax = loss({ kind: 'softmax-cross-entropy', labelSmoothing: 0.3 });
    expect(withLabelSmoothing(softmax, 'labels', 0.2).kind).toBe('binary-cross-entropy');
  });
});

describe('weights of positives', () => {
  it('keep the smoothing and the cap', () =>
    expect(withPositiveWeights(WEIGHED, 'balanced')).toEqual({ ...WEIGHED, positiveWeights: 'balanced' }));

  it('replace another loss by binary cross entropy', () =>
    expect(withPositiveWeights(loss({}), 'balanced')).toEqual(
      loss({ kind: 'binary-cross-entropy', positiveWeights: 'balanced' }),
    ));
});

describe('the loss function', () => {
  const labelsOf = (...args: Parameters<typeof lossChoices>) =>
    lossChoices(...args).map(({ label }) => label);

  it('is one that suits the task', () => {
    expect(labelsOf(['class'], loss({}))).toEqual(['Softmax cross entropy', 'Binary cross entropy', 'Focal']);
    expect(labelsOf(['labels'], loss({}))).toEqual(['Binary cross entropy', 'Focal']);
    expect(labelsOf(['value'], loss({}))).toEqual(['Mean squared error', 'Huber']);
    expect(labelsOf(['labels', 'class'], loss({}))).toEqual([
      'Default for the task',
      'Binary cross entropy',
      'Focal',
    ]);
    expect(labelsOf(['labels', 'class', 'value'], loss({}))).toHaveLength(1);
    expect(chosenLoss(['value'], loss({}))).toBe('mean-squared-error');
    expect(chosenLoss(['class', 'value'], loss({}))).toBe('auto');
  });

  it('is shown with an error if it is left over from another task', () => {
    expect(labelsOf(['class'], loss({ kind: 'huber' })).at(-1)).toBe('Huber');
    expect(lossError(['class'], loss({ kind: 'huber' }))).toBe('This task cannot be trained with it.');
    expect(lossError(['value'], loss({ kind: 'huber' }))).toBeNull();
  });

  it('has its own defaults, torchvision’s and PyTorch’s', () => {
    expect(withLossKind(['labels'], loss({}), 'focal')).toEqual({ kind: 'focal', gamma: 2, alpha: 0.25 });
    expect(withLossKind(['value'], loss({}), 'huber')).toEqual({ kind: 'huber', delta: 1 });
  });

  it('keeps the smoothing between cross entropies, and is unchanged if the same one is chosen', () => {
    const smooth = loss({ kind: 'softmax-cross-entropy', labelSmoothing: 0.1 });
    const binary = loss({ kind: 'binary-cross-entropy', labelSmoothing: 0.1 });
    expect(withLossKind(['class'], smooth, 'binary-cross-entropy')).toEqual(binary);
    expect(withLossKind(['class'], smooth, 'softmax-cross-entropy')).toBe(smooth);
  });

  it('is the recipe’s default again once the task’s own loss is chosen', () => {
    expect(withLossKind(['class'], loss({ kind: 'focal' }), 'softmax-cross-entropy')).toEqual(loss({}));
    expect(withLossKind(['value'], loss({ kind: 'huber' }), 'mean-squared-error')).toEqual(loss({}));
    expect(withLossKind(['labels', 'class'], loss({ kind: 'focal' }), 'auto')).toEqual(loss({}));
  });
});
