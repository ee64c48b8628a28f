import { describe, expect, it } from 'vitest';
import { lossesOf, lossFits, lossFor } from './loss-fit';
import { lossSchema, type LossSettings } from './losses';

const loss = (input: object): LossSettings => lossSchema.parse(input);
const AUTO = loss({ kind: 'auto' });

describe('losses', () => {
  it('depend on the kind of answer', () => {
    expect(lossesOf(['class'])).toEqual(['auto', 'softmax-cross-entropy', 'binary-cross-entropy', 'focal']);
    expect(lossesOf(['labels'])).toEqual(['auto', 'binary-cross-entropy', 'focal']);
    expect(lossesOf(['value'])).toEqual(['auto', 'mean-squared-error', 'huber']);
    expect(lossesOf(['labels', 'class', 'value'])).toEqual(['auto']);
    expect(lossFits('focal', ['labels', 'class'])).toBe(true);
  });
});

describe('a loss after a change of answers', () => {
  it('stays if it fits', () => {
    for (const kept of [AUTO, loss({ kind: 'focal', gamma: 3 })])
      expect(lossFor(kept, ['class'], ['labels'])).toBe(kept);
    const huber = loss({ kind: 'huber', delta: 2 });
    expect(lossFor(huber, ['value'], ['value'])).toBe(huber);
    const weighed = loss({ kind: 'binary-cross-entropy', positiveWeights: 'balanced' });
    expect(lossFor(weighed, ['labels'], ['labels'])).toBe(weighed);
    // for a class it was a choice; for labels it is the default
    const asked = loss({ kind: 'binary-cross-entropy' });
    expect(lossFor(asked, ['class'], ['labels'])).toBe(asked);
  });

  it('becomes the default if it does not fit', () => {
    expect(lossFor(loss({ kind: 'huber' }), ['value'], ['class'])).toEqual(AUTO);
    expect(lossFor(loss({ kind: 'mean-squared-error' }), ['value'], ['labels'])).toEqual(AUTO);
    expect(lossFor(loss({ kind: 'focal' }), ['labels'], ['value'])).toEqual(AUTO);
    expect(lossFor(loss({ kind: 'focal' }), ['labels'], ['labels', 'value'])).toEqual(AUTO);
  });

  it('changes from one cross entropy to the other and keeps its smoothing', () => {
    const softmax = loss({ kind: 'softmax-cross-entropy', labelSmoothing: 0.1 });
    const binary = loss({ kind: 'binary-cross-entropy', labelSmoothing: 0.1 });
    expect(lossFor(softmax, ['class'], ['labels'])).toEqual(binary);
    expect(lossFor({ ...binary, positiveWeights: 'capped' } as LossSettings, ['labels'], ['class'])).toEqual(
      softmax,
    );
    // only labels have positive weights
    const weighed = loss({ kind: 'binary-cross-entropy', positiveWeights: 'balanced' });
    expect(lossFor(weighed, ['labels'], ['class'])).toEqual(AUTO);
    expect(lossFor(softmax, ['class'], ['value'])).toEqual(AUTO);
    expect(lossFor(softmax, ['class'], ['class', 'value'])).toEqual(AUTO);
  });
});
