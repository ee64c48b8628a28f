/** Our network, kernels and recorded step on the same batch. */
import * as tf from '@tensorflow/tfjs-core';
import { installKernels } from '../../src/ml/kernels/webgpu/install';
import { internals } from '../../src/ml/kernels/webgpu/internals';
import { recordStep } from '../../src/ml/kernels/webgpu/step-graph';
import type { Architecture } from '../../src/ml/layers/architecture';
import { differentiate } from '../../src/ml/layers/differentiate';
import { initialWeights } from '../../src/ml/layers/initialise';
import { TrainableNetwork } from '../../src/ml/layers/trainable-network';
import { webgpuOps } from '../../src/ml/layers/webgpu-ops';
import { createRecordableOptimizer } from '../../src/ml/optimizers/create-optimizer';
import { makeBatch, type BatchSize, type Trainer } from './trainer';

/** tfjs's own numbers. */
const ADAM = { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

/** Records the step; a first one is run before, so that shaders are compiled. */
export async function ourTrainer(architecture: Architecture, sizes: BatchSize): Promise<Trainer> {
  const restore = installKernels();
  const gpu = internals();
  const network = new TrainableNetwork(architecture, initialWeights(architecture, 1), webgpuOps);
  const variables = network.trainableVariables();
  const adam = createRecordableOptimizer(ADAM);
  const { images, answers } = makeBatch(sizes);
  const step = () =>
    tf.tidy(() => {
      const { value, byName } = differentiate(variables, () => {
        const logits = network.forward(images, { training: true });
        return tf.neg(tf.mean(tf.sum(tf.mul(answers, tf.logSoftmax(logits)), 1)));
      });
      adam.apply(variables, byName);
      return { loss: value };
    });
  const { loss } = step();
  await loss.data();
  loss.dispose();
  const { graph, results } = recordStep(gpu, step);
  return {
    async steps(count) {
      for (let i = 0; i < count; i++) {
        adam.advance();
        graph.play();
      }
      return (await results.loss.data())[0];
    },
    dispose() {
      graph.dispose();
      adam.dispose();
      network.dispose();
      tf.dispose([images, answers]);
      restore();
    },
  };
}
