/** Compares a network's logits, with weights by formula, with PyTorch's (`scripts/reference/torchvision_logits.py`). */
import * as tf from '@tensorflow/tfjs-core';
import reference from '../../../scripts/reference/torchvision-logits.json';
import type { Architecture } from '../layers/architecture';
import { isTrained, parametersOf } from '../layers/parameters';
import { TrainableNetwork } from '../layers/trainable-network';
import { fileShapes, fromFile, type TensorNames } from '../weights/names/tensor-names';
import { sizeOf } from '../layers/weights';
import { fillImages, fillStateDict } from './fill-state-dict';

export const CLASSES = reference.classes;
/** Size of the images that the logits were computed for. */
export const IMAGE = { height: reference.height, width: reference.width };

export interface LogitsComparison {
  /** Largest difference, relative to the largest logit. */
  error: number;
  weights: number;
  expectedWeights: number;
}

/** Fills a file with these names, reads it into the network, and runs it on the current backend. */
export async function compareLogits(
  name: string,
  architecture: Architecture,
  names: TensorNames,
): Promise<LogitsComparison> {
  const expected = reference.cases.find((one) => one.name === name);
  if (!expected) throw new Error(`There are no reference logits of "${name}".`);
  const { batch, height, width } = reference;
  const file = fillStateDict(fileShapes(architecture, names));
  const network = new TrainableNetwork(architecture, fromFile(architecture, file, names));
  const images = tf.tensor4d(fillImages(batch, height, width), [batch, height, width, 3]);
  const logits = network.forward(images);
  const values = await logits.data();
  tf.dispose([images, logits]);
  network.dispose();
  const scale = Math.max(...expected.logits.map(Math.abs));
  return {
    error: Math.max(...expected.logits.map((value, i) => Math.abs(value - values[i]))) / scale,
    weights: parametersOf(architecture)
      .filter(({ kind }) => isTrained(kind))
      .reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    expectedWeights: expected.weights,
  };
}
