/** Gradients of losses with respect to the logits. */
import * as tf from '@tensorflow/tfjs-core';
import { crossEntropy, binaryCrossEntropy } from '../../src/ml/losses/cross-entropy';
import { focalLabels } from '../../src/ml/losses/focal';
import { gradientOfHeads } from '../../src/ml/losses/heads';
import type { OutputLoss } from '../../src/ml/losses/output-loss';
import { float32, shapeText, type KernelBench, type KernelRow } from './kernel-bench';
import { matrix } from './noise';

/** About the number of genres. */
const OUTPUTS = 20;

function row(what: string, loss: OutputLoss): KernelRow {
  return {
    what: `gradient of ${what}`,
    layer: `head with ${OUTPUTS} outputs`,
    off: { own: 'loss-gradient' },
    at: ({ batch }) => ({
      shape: shapeText([batch, OUTPUTS]),
      bytes: float32(4 * batch * OUTPUTS),
      start() {
        const [logits, targets, weights] = [1, 2, 3].map(() => matrix([batch, OUTPUTS]));
        const heads = [{ from: 0, count: OUTPUTS, loss }];
        return {
          run: () => tf.tidy(() => gradientOfHeads(heads, logits, targets, weights)),
          dispose: () => tf.dispose([logits, targets, weights]),
        };
      },
    }),
  };
}

export const lossGradient: KernelBench = {
  file: 'loss-gradient',
  rows: [
    row('cross entropy', crossEntropy),
    row('binary cross entropy', binaryCrossEntropy),
    row('focal loss of labels', focalLabels({ gamma: 2, alpha: 0.25 })),
  ],
};
