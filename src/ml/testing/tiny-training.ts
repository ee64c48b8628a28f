/** A small network that trains on three images with a recorded step, for tests of what surrounds a step. */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import { internals } from '../kernels/webgpu/internals';
import { promptly, recordStep } from '../kernels/webgpu/step-graph';
import { differentiate } from '../layers/differentiate';
import { DropoutMasks } from '../layers/dropout-masks';
import { initialWeights } from '../layers/initialise';
import { TrainableNetwork } from '../layers/trainable-network';
import { webgpuOps } from '../layers/webgpu-ops';
import { createRecordableOptimizer } from '../optimizers/create-optimizer';
import { fillImages } from './fill-state-dict';
import { tinyArchitecture } from './tiny-architecture';

const architecture = tinyArchitecture({ dropout: 0.25 });

/** Uses the current backend, which must be WebGPU with our kernels installed. */
export function recordTinyTraining() {
  const gpu = internals();
  const network = new TrainableNetwork(architecture, initialWeights(architecture, 1), webgpuOps);
  const variables = network.trainableVariables();
  const optimizer = createRecordableOptimizer({
    kind: 'sgd',
    learningRate: 0.1,
    momentum: 0.9,
    nesterov: false,
    weightDecay: 0,
  });
  optimizer.prepare(variables);
  const masks = new DropoutMasks(1);
  const images = tf.tensor4d(fillImages(3, 9, 7), [3, 9, 7, 3]);
  const answers = tf.tensor2d([1, 0, 0, 0, 1, 0, 0, 0, 1], [3, 3]);
  const step = () =>
    tf.tidy(() => {
      const { value, byName } = differentiate(variables, () => {
        const logits = network.forward(images, { training: true, dropout: masks });
        return tf.neg(tf.mean(tf.sum(tf.mul(answers, tf.logSoftmax(logits)), 1)));
      });
      optimizer.apply(variables, byName);
      return { loss: value };
    });
  promptly(step).loss.dispose();
  const { graph, results } = recordStep(gpu, step);
  return {
    step() {
      optimizer.advance();
      graph.play();
    },
    loss: async () => (await results.loss.data())[0],
    dispose() {
      graph.dispose();
      optimizer.dispose();
      masks.dispose();
      network.dispose();
      tf.dispose([images, answers]);
    },
  };
}
