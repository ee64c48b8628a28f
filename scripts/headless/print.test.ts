import { describe, expect, it } from 'vitest';
import { epochLine } from './print';

const RECORD = {
  epoch: 3,
  trainLoss: 0.412,
  trainAccuracy: 0.841,
  validationLoss: 0.401,
  validationAccuracy: 0.85,
  learningRate: 0.001,
  seconds: 0.21,
};

describe('a line per epoch', () => {
  it('has the accuracy of classes', () =>
    expect(epochLine(RECORD, 20)).toBe(
      'epoch  3/20  loss 0.4120  accuracy 84.1 %  validation loss 0.4010  accuracy 85.0 %  0.21 s',
    ));

  it('has the mAP of labels, and the error of a value instead of an accuracy', () => {
    expect(epochLine({ ...RECORD, validationFigure: 0.3127 }, 20)).toContain(
      'accuracy 85.0 %  mAP 0.313  0.21 s',
    );
    const value = { ...RECORD, trainAccuracy: NaN, validationAccuracy: NaN, validationFigure: 0.9 };
    expect(epochLine(value, 20)).toBe('epoch  3/20  loss 0.4120  validation loss 0.4010  MAE 0.900  0.21 s');
  });
});
