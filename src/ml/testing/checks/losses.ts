/** Gradients of losses in a head's columns, compared with finite differences of their float64 values. */
import * as tf from '@tensorflow/tfjs-core';
import { huber, squaredError } from '../../losses/distances';
import { crossEntropy, binaryCrossEntropy } from '../../losses/cross-entropy';
import { focalClasses, focalLabels } from '../../losses/focal';
import { gradientOfHeads } from '../../losses/heads';
import type { OutputLoss } from '../../losses/output-loss';
import { draw } from '../draw-case';
import { relativeError } from '../reference-conv';
import type { Check } from './check';

const LOSSES: Record<string, OutputLoss> = {
  'cross entropy': crossEntropy,
  'binary cross entropy': binaryCrossEntropy,
  'focal loss of labels': focalLabels({ gamma: 2, alpha: 0.25 }),
  'focal loss of classes': focalClasses(1.5),
  'Huber loss': huber(0.7),
  'squared error': squaredError,
};
/** Rows, outputs of the head, outputs before it and after it. */
const SIZES = [
  [5, 3, 0, 0],
  [65, 7, 2, 1],
];
const STEP = 1e-5;

function lossCheck(name: string, loss: OutputLoss, [rows, count, before, after]: number[]): Check {
  const outputs = before + count + after;
  return {
    title: `gradient of ${name} [${rows},${outputs}]`,
    async errors() {
      const logits = draw([rows, outputs], 'logits').map((v) => 2 * v);
      const targets = draw([rows, outputs], 'targets').map((v) => Math.min(1, Math.abs(v)));
      const weights = draw([rows, outputs], 'weights').map((v, i) => (i % 7 === 3 ? 0 : Math.abs(v)));
      const expected = Float64Array.from({ length: rows * count }, (_, i) => {
        const row = Math.floor(i / count) * outputs + before;
        const at = (by: number) => {
          const moved = Float64Array.from(logits);
          moved[row + (i % count)] += by;
          return loss.value(moved, targets, weights, row, count);
        };
        return (at(STEP) - at(-STEP)) / (2 * STEP);
      });
      const own = tf.tidy(() => {
        const [l, t, w] = [logits, targets, weights].map((values) => tf.tensor2d(values, [rows, outputs]));
        const gradient = gradientOfHeads([{ from: before, count, loss }], l, t, w);
        return tf.slice(gradient, [0, before], [rows, count]);
      });
      const found = await own.data();
      own.dispose();
      return { dx: relativeError(found, expected) };
    },
  };
}

export function lossChecks(): Check[] {
  return Object.entries(LOSSES).flatMap(([name, loss]) => SIZES.map((sizes) => lossCheck(name, loss, sizes)));
}
