/** Our network, kernels and recorded step, for the same batch. */
import * as tf from '@tensorflow/tfjs-core';
import { deviceFeatures } from '../../src/ml/backends/webgpu-device';
import { installKernels } from '../../src/ml/kernels/webgpu/install';
import { internals } from '../../src/ml/kernels/webgpu/internals';
import { promptly, recordStep } from '../../src/ml/kernels/webgpu/step-graph';
import type { Architecture } from '../../src/ml/layers/architecture';
import { differentiate } from '../../src/ml/layers/differentiate';
import { initialWeights } from '../../src/ml/layers/initialise';
import { TrainableNetwork } from '../../src/ml/layers/trainable-network';
import { webgpuOps } from '../../src/ml/layers/webgpu-ops';
import { createRecordableOptimizer } from '../../src/ml/optimizers/create-optimizer';
import { LossScaler } from '../../src/ml/precision/loss-scaling';
import { mixedOps } from '../../src/ml/layers/mixed-ops';
import { makeBatch, type BatchSize, type Trainer } from './trainer';

/** tfjs's own defaults. */
const ADAM = { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

/** Records the step, after running it once so that shaders are compiled. */
export async function ourTrainer(
  architecture: Architecture,
  sizes: BatchSize,
  mixed: boolean,
): Promise<Trainer> {
  const restore = installKernels();
  const gpu = internals();
  const ops = mixed ? mixedOps(deviceFeatures().f16 ? 'f16' : 'f32') : webgpuOps;
  const scaler = mixed ? new LossScaler() : null;
  const network = new TrainableNetwork(architecture, initialWeights(architecture, 1), ops);
  const variables = network.trainableVariables();
  const adam = createRecordableOptimizer(ADAM);
  const { images, answers } = makeBatch(sizes);
  const step = () =>
    tf.tidy(() => {
      const { value, byName } = differentiate(variables, () => {
        const logits = network.forward(images, { training: true });
        const loss: tf.Scalar = tf.neg(tf.mean(tf.sum(tf.mul(answers, tf.logSoftmax(logits)), 1)));
        return scaler ? scaler.scale(loss) : loss;
      });
      const loss = scaler ? scaler.unscale(value) : value;
      adam.apply(variables, byName, scaler?.update(byName));
      return { loss };
    });
  const first = promptly(step);
  await first.loss.data();
  first.loss.dispose();
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
      scaler?.dispose();
      network.dispose();
      tf.dispose([images, answers]);
      restore();
    },
  };
}
