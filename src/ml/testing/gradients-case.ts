/** Compares a network's gradients, with weights by formula, with PyTorch's (`scripts/reference/torchvision_gradients.py`). */
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import reference from '../../../scripts/reference/torchvision-gradients.json';
import { hash32 } from '../../core/random';
import type { Architecture } from '../layers/architecture';
import { differentiate } from '../layers/differentiate';
import { isTrained, parametersOf } from '../layers/parameters';
import type { NetworkOps } from '../layers/ops';
import { plainOps } from '../layers/plain-ops';
import { TrainableNetwork } from '../layers/trainable-network';
import { fileShapes, fromFile, toFile, type TensorNames } from '../weights/names/tensor-names';
import type { Weights } from '../layers/weights';
import { fillImages, fillStateDict } from './fill-state-dict';
import { uniform } from './fill-weights';

export const CLASSES = reference.classes;

interface GradientComparison {
  /** Relative difference of the loss. */
  loss: number;
  /**
   * Differences of norm and dot product relative to the norm, for each gradient and each moving average. A bias before a
   * norm has no gradient, so norms far below the median are raised to a hundredth of it.
   */
  gradients: Map<string, number>;
  moved: Map<string, number>;
}

type Digests = Record<string, number[] | undefined>;

/** One loss and its gradients on the current backend. */
async function compareGradients(
  name: string,
  norms: 'training' | 'frozen',
  architecture: Architecture,
  names: TensorNames,
  ops: NetworkOps,
): Promise<GradientComparison> {
  const expected = reference.cases.find((one) => one.name === name && one.norms === norms);
  if (!expected) throw new Error(`There are no reference gradients of "${name}".`);
  const file = fillStateDict(fileShapes(architecture, names));
  const network = new TrainableNetwork(architecture, fromFile(architecture, file, names), ops);
  const [batch, height, width] = expected.size;
  const images = tf.tensor4d(fillImages(batch, height, width), [batch, height, width, 3]);
  const { value, byName } = differentiate(network.trainableVariables(), () => {
    const logits = network.forward(images, { training: true, frozenNorms: norms === 'frozen' });
    return crossEntropy(norms === 'frozen' ? tf.div(logits, reference.soften) : logits);
  });
  const loss = (await value.data())[0];
  const after = await network.weights();
  // gradients have their parameters' shapes, so they can take their place under the file's names
  const asWeights: Weights = new Map(after);
  for (const [key, gradient] of byName)
    asWeights.set(key, {
      dtype: 'F32',
      shape: gradient.shape,
      data: new Float32Array(await gradient.data<'float32'>()),
    });
  tf.dispose([images, value, ...byName.values()]);
  network.dispose();
  return {
    loss: Math.abs(loss - expected.loss) / expected.loss,
    gradients: compare(toFile(architecture, asWeights, names), expected.gradients),
    moved: compare(toFile(architecture, after, names), expected.moved),
  };
}

function crossEntropy(logits: tf.Tensor2D): tf.Scalar {
  const batch = logits.shape[0];
  const labels = tf.tensor1d(reference.labels.slice(0, batch), 'int32');
  const oneHot = tf.oneHot(labels, reference.classes);
  return tf.neg(tf.div(tf.sum(tf.mul(tf.cast(oneHot, 'float32'), tf.logSoftmax(logits))), batch));
}

/** Norms below this share of the median norm count as this share: some gradients are zero by construction. */
const FLOOR = 1e-2;

function compare(found: Weights, expected: Digests): Map<string, number> {
  const norms = Object.values(expected).map((digest) => digest?.[0] ?? 0);
  const floor = FLOOR * (norms.toSorted((a, b) => a - b)[Math.floor(norms.length / 2)] ?? 0);
  return new Map(
    Object.entries(expected).map(([name, digest = []]) => {
      const data = found.get(name)?.data ?? new Float32Array();
      const hash = hash32(`${name}:direction`);
      let [square, dot] = [0, 0];
      for (let i = 0; i < data.length; i++) {
        square += data[i] * data[i];
        dot += data[i] * uniform(hash, i);
      }
      const [norm, expectedDot] = digest;
      return [
        name,
        Math.max(Math.abs(Math.sqrt(square) - norm), Math.abs(dot - expectedDot)) / Math.max(norm, floor),
      ];
    }),
  );
}

/** Expects PyTorch's loss, gradients and moving averages, and no tensor left behind. */
export async function expectGradients(
  name: string,
  norms: 'training' | 'frozen',
  architecture: Architecture,
  names: TensorNames,
  ops: NetworkOps = plainOps,
): Promise<void> {
  const before = tf.memory();
  const found = await compareGradients(name, norms, architecture, names, ops);
  const trained = parametersOf(architecture).filter(({ kind }) => isTrained(kind));
  const above = (errors: Map<string, number>, limit: number) =>
    [...errors].filter(([, error]) => !(error < limit));
  expect(found.loss).toBeLessThan(1e-4);
  expect(found.gradients.size).toBe(trained.length);
  expect(above(found.gradients, 1e-3)).toEqual([]);
  expect(above(found.moved, 1e-4)).toEqual([]);
  expect(tf.memory().numTensors).toBe(before.numTensors);
  expect(tf.memory().numBytes).toBe(before.numBytes);
}
