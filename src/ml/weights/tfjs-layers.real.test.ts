/** Both models of `../shared/backbones` in our networks against `loadLayersModel` of tfjs-layers. */
import * as tf from '@tensorflow/tfjs-core';
import {
  loadLayersModel,
  model as layersModel,
  type LayersModel,
  type Sequential,
} from '@tensorflow/tfjs-layers';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { architectureOf } from '../backbones/architectures';
import { chooseBackend } from '../backends/backends';
import { initialWeights } from '../layers/initialise';
import { TrainableNetwork } from '../layers/trainable-network';
import { fillImages } from '../testing/fill-state-dict';
import { fromFile } from './names/tensor-names';
import { recognise } from './recognise';
import { parseTfjsLayers, tfjsWeightPaths } from './tfjs-layers';
import type { Weights } from '../layers/weights';

const BACKBONES = path.resolve('../shared/backbones');

function readModel(name: string): { json: string; files: Map<string, ArrayBuffer> } {
  const folder = path.join(BACKBONES, name);
  const json = readFileSync(path.join(folder, 'model.json'), 'utf8');
  const files = tfjsWeightPaths(json).map((file) => {
    const bytes = readFileSync(path.join(folder, file));
    return [file, bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)] as const;
  });
  return { json, files: new Map(files) };
}

/** The same model as tfjs-layers reads it. */
async function asLayersModel(json: string, files: Map<string, ArrayBuffer>): Promise<LayersModel> {
  const { modelTopology, weightsManifest } = JSON.parse(json) as {
    modelTopology: object;
    weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
  };
  const weightData = Buffer.concat([...files.values()].map((file) => Buffer.from(file)));
  return loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
      weightData: weightData.buffer.slice(
        weightData.byteOffset,
        weightData.byteOffset + weightData.byteLength,
      ),
    }),
  );
}

function relativeError(found: tf.Tensor, expected: tf.Tensor): number {
  return tf.tidy(() => {
    const difference = tf.max(tf.abs(tf.sub(found, expected)));
    return tf.div(difference, tf.max(tf.abs(expected))).dataSync()[0];
  });
}

/** Our network of the file's tensors, a fresh head on it where the file's own does not fit. */
function ourNetwork(file: Weights, classes?: number): TrainableNetwork {
  const shapes = new Map([...file].map(([name, { shape }]) => [name, shape]));
  const { config, names, hasHead } = recognise(shapes, classes);
  const architecture = architectureOf(config);
  const except = hasHead ? [] : ['head'];
  const taken = fromFile(architecture, file, names, { except });
  return new TrainableNetwork(architecture, new Map([...taken, ...initialWeights(architecture, 1, except)]));
}

describe.skipIf(!existsSync(BACKBONES))(
  'models in tfjs layers format (skipped without ../shared/backbones)',
  () => {
    beforeAll(async () => {
      await chooseBackend('wasm');
    });

    it('MobileNetV1 0.75 gives tfjs’s logits', async () => {
      const { json, files } = readModel('mobilenet_v1_0.75_224');
      const network = ourNetwork(parseTfjsLayers(json, files));
      expect(network.architecture.title).toBe('mobilenet-v1 × 0.75');
      const theirs = await asLayersModel(json, files);
      const logits = layersModel({ inputs: theirs.inputs, outputs: theirs.getLayer('conv_preds').output });
      const images = tf.tensor4d(fillImages(2, 224, 224), [2, 224, 224, 3]);
      const expected = logits.predict(images) as tf.Tensor;
      const found = network.forward(images);
      expect(found.shape).toEqual([2, 1000]);
      expect(relativeError(found, tf.reshape(expected, found.shape))).toBeLessThan(1e-4);
      network.dispose();
    });

    it('MobileNetV2 0.35 in a Sequential gives tfjs’s features, and under its own dense layers its probabilities', async () => {
      const { json, files } = readModel('mobilenet_v2_0.35_224');
      const file = parseTfjsLayers(json, files);
      const network = ourNetwork(file, 10);
      expect(network.architecture.title).toBe('mobilenet-v2 × 0.35');
      const theirs = (await asLayersModel(json, files)) as Sequential;
      const images = tf.tensor4d(fillImages(2, 224, 224), [2, 224, 224, 3]);
      const [map] = network.activationsBefore('head', images);
      const features = tf.mean(map, [1, 2]);
      const inner = theirs.layers[0] as unknown as LayersModel;
      expect(relativeError(features, inner.predict(images) as tf.Tensor)).toBeLessThan(1e-4);

      const theirTensor = (name: string) => {
        const { data, shape } = file.get(name) ?? { data: new Float32Array(), shape: [0] };
        return tf.tensor(data, shape);
      };
      const hidden = tf.add(
        tf.matMul(features, theirTensor('dense_Dense1/kernel')),
        theirTensor('dense_Dense1/bias'),
      );
      const probabilities = tf.softmax(tf.matMul(tf.relu(hidden), theirTensor('dense_Dense2/kernel')));
      expect(relativeError(probabilities, theirs.predict(images) as tf.Tensor)).toBeLessThan(1e-4);
      network.dispose();
    });
  },
);
