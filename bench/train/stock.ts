/** The same network built with tfjs-layers and trained with `trainOnBatch`, as most people would. */
import * as tf from '@tensorflow/tfjs';
import { layersOf, outputOf, type Architecture } from '../../src/ml/layers/architecture';
import { INPUT, type Layer } from '../../src/ml/layers/layer';
import { makeBatch, type BatchSize, type Trainer } from './trainer';
import type { Activation } from '../../src/ml/kernels/activations';
import type { Padding } from '../../src/ml/kernels/conv-geometry';

type Value = tf.SymbolicTensor;

/** `zeros` if nothing is computed, since drawing eleven million numbers takes longer than the steps. */
export type Initial = 'heNormal' | 'zeros';

/** Converts our layers to theirs. @throws Error for a kind of layer that no network of this bench has. */
export function stockModel(architecture: Architecture, size: number, initial: Initial): tf.LayersModel {
  const input = tf.input({ shape: [size, size, 3] });
  const values = new Map<string, Value>([[INPUT, input]]);
  const value = (name: string): Value => {
    const found = values.get(name);
    if (!found) throw new Error(`No layer "${name}".`);
    return found;
  };
  for (const layer of layersOf(architecture)) values.set(layer.name, translate(layer, value, initial));
  const logits = value(outputOf(architecture));
  return tf.model({ inputs: input, outputs: tf.layers.softmax().apply(logits) as Value });
}

function translate(layer: Layer, value: (name: string) => Value, initial: Initial): Value {
  const apply = (next: tf.layers.Layer, to: Value | Value[]) => next.apply(to) as Value;
  switch (layer.op) {
    case 'convolution': {
      const { out: filters, size: kernelSize, stride: strides, bias: useBias } = layer;
      const [x, padding] = padded(value(layer.input), layer.padding, layer.stride, layer.size);
      const options = {
        filters,
        kernelSize,
        strides,
        useBias,
        padding,
        kernelInitializer: initial,
      } as const;
      return activated(apply(tf.layers.conv2d(options), x), layer.activation);
    }
    case 'depthwise': {
      const { size: kernelSize, stride: strides, bias: useBias } = layer;
      const [x, padding] = padded(value(layer.input), layer.padding, layer.stride, layer.size);
      const options = { kernelSize, strides, useBias, padding, depthwiseInitializer: initial } as const;
      return activated(apply(tf.layers.depthwiseConv2d(options), x), layer.activation);
    }
    case 'norm': {
      const { epsilon, momentum } = layer;
      const norm = tf.layers.batchNormalization({ epsilon, momentum: 1 - momentum });
      const y = apply(norm, value(layer.input));
      const sum = layer.residual ? apply(tf.layers.add(), [y, value(layer.residual)]) : y;
      return activated(sum, layer.activation);
    }
    case 'max-pool': {
      const [x, padding] = padded(value(layer.input), layer.padding, layer.stride, layer.size);
      return apply(tf.layers.maxPooling2d({ poolSize: layer.size, strides: layer.stride, padding }), x);
    }
    case 'global-average-pool':
      return apply(tf.layers.globalAveragePooling2d({}), value(layer.input));
    case 'dropout':
      return value(layer.input);
    case 'dense':
      return apply(
        tf.layers.dense({ units: layer.out, ...(initial === 'zeros' && { kernelInitializer: initial }) }),
        value(layer.input),
      );
    default:
      throw new Error(`The stock network has no ${layer.op}.`);
  }
}

/** tfjs pads a layer by `same` or not at all; other paddings get a separate padding layer. */
function padded(x: Value, padding: Padding, stride: number, size: number): [Value, 'same' | 'valid'] {
  if (padding === 'same' || (stride === 1 && padding === (size - 1) / 2)) return [x, 'same'];
  return [padding === 0 ? x : (tf.layers.zeroPadding2d({ padding }).apply(x) as Value), 'valid'];
}

function activated(x: Value, activation: Activation): Value {
  if (activation === 'linear') return x;
  return tf.layers.reLU(activation === 'relu6' ? { maxValue: 6 } : {}).apply(x) as Value;
}

export function stockTrainer(architecture: Architecture, sizes: BatchSize, initial: Initial): Trainer {
  const model = stockModel(architecture, sizes.size, initial);
  const optimizer = tf.train.adam(0.001);
  model.compile({ optimizer, loss: 'categoricalCrossentropy' });
  const { images, answers } = makeBatch(sizes);
  return {
    async steps(count) {
      let loss = NaN;
      for (let i = 0; i < count; i++) loss = (await model.trainOnBatch(images, answers)) as number;
      return loss;
    },
    dispose() {
      model.dispose();
      optimizer.dispose();
      tf.dispose([images, answers]);
    },
  };
}
