/**
 * Computes layers one after the other with a table of operations. A value is disposed of as soon as nothing reads it any
 * more; by then, what a gradient needs of it has been saved.
 */
import * as tf from '@tensorflow/tfjs-core';
import { inputsOf, type DropoutLayer, type Layer, type NormLayer, type SqueezeExciteLayer } from './layer';
import type { NetworkOps } from './ops';

/** Provides the factors of a dropout layer: 0 or 1 / (1 − rate). They stay owned by the source. */
export interface DropoutSource {
  mask(layer: string, shape: number[], rate: number): tf.Tensor;
}

export interface RunContext {
  ops: NetworkOps;
  variable: (name: string) => tf.Variable;
  /** True for a norm that takes its statistics from the batch and updates its averages. */
  usesBatchStatistics: (norm: string) => boolean;
  /** Null if the layer is inactive. */
  dropoutFor: (layer: string) => DropoutSource | null;
}

/**
 * @param given Values that the layers read but do not compute; still owned by the caller.
 * @param wanted Values to return, computed or given; the computed ones are owned by the caller.
 */
export function runLayers(
  layers: readonly Layer[],
  given: ReadonlyMap<string, tf.Tensor>,
  wanted: readonly string[],
  context: RunContext,
): tf.Tensor[] {
  const readers = new Map<string, number>();
  const read = (name: string, by: number) => {
    const left = (readers.get(name) ?? 0) + by;
    readers.set(name, left);
    return left;
  };
  for (const layer of layers) for (const name of inputsOf(layer)) read(name, 1);
  for (const name of wanted) read(name, 1);

  const values = new Map(given);
  const value = (name: string): tf.Tensor => {
    const found = values.get(name);
    if (!found) throw new Error(`The value "${name}" has not been computed.`);
    return found;
  };
  for (const layer of layers) {
    values.set(layer.name, compute(layer, value, context));
    for (const name of new Set(inputsOf(layer))) {
      const times = inputsOf(layer).filter((input) => input === name).length;
      if (read(name, -times) > 0) continue;
      if (!given.has(name)) values.get(name)?.dispose();
      values.delete(name);
    }
  }
  return wanted.map((name) => readable(value(name), context));
}

/** A form that tfjs and callers can read, whatever form the operations store values in. */
function readable(x: tf.Tensor, { ops }: RunContext): tf.Tensor {
  return ops.asFloat?.(x) ?? x;
}

function zeroPadded(x: tf.Tensor, padding: number): tf.Tensor4D {
  const sides: [number, number] = [padding, padding];
  return tf.pad(x as tf.Tensor4D, [[0, 0], sides, sides, [0, 0]]);
}

type Lookup = (name: string) => tf.Tensor;

function compute(layer: Layer, value: Lookup, context: RunContext): tf.Tensor {
  return tf.tidy(() => {
    const result = evaluate(layer, value, context);
    // a layer that does nothing here (dropout outside training, a grid of the same size) still owns what it returns
    return inputsOf(layer).some((name) => value(name) === result) ? tf.clone(result) : result;
  });
}

function evaluate(layer: Layer, value: Lookup, context: RunContext): tf.Tensor {
  const { ops } = context;
  // ranks follow from the architecture, which is checked when it is built
  const image = (name: string) => value(name) as tf.Tensor4D;
  const vector = (name: string) => context.variable(name) as tf.Tensor as tf.Tensor1D;
  switch (layer.op) {
    case 'convolution':
    case 'depthwise': {
      const kernel = context.variable(`${layer.name}/kernel`) as tf.Tensor as tf.Tensor4D;
      const bias = layer.bias ? vector(`${layer.name}/bias`) : null;
      const { stride, padding, activation } = layer;
      const settings = { stride, padding, activation, bias };
      const x = image(layer.input);
      return layer.op === 'convolution'
        ? ops.convolution(x, kernel, settings)
        : ops.depthwise(x, kernel, settings);
    }
    case 'norm':
      return normalize(layer, image(layer.input), layer.residual ? image(layer.residual) : null, context);
    case 'activation':
      return ops.activate(value(layer.input), layer.activation);
    case 'add':
      return ops.addActivate(image(layer.inputs[0]), image(layer.inputs[1]), layer.activation);
    case 'concat':
      return tf.concat(
        layer.inputs.map((name) => readable(value(name), context)),
        -1,
      );
    case 'max-pool':
      return layer.zeros && typeof layer.padding === 'number'
        ? ops.maxPool(zeroPadded(readable(image(layer.input), context), layer.padding), layer.size, {
            stride: layer.stride,
            padding: 0,
          })
        : ops.maxPool(image(layer.input), layer.size, layer);
    case 'average-pool':
      return ops.averagePool(image(layer.input));
    case 'adaptive-average-pool':
      return ops.adaptiveAveragePool(image(layer.input), layer.height, layer.width);
    case 'global-average-pool':
      return ops.globalAveragePool(image(layer.input));
    case 'squeeze-excite':
      return squeezeExcite(layer, image(layer.input), context);
    case 'flatten': {
      const x = value(layer.input);
      return tf.reshape(x, [x.shape[0], -1]);
    }
    case 'dense': {
      const kernel = context.variable(`${layer.name}/kernel`) as tf.Tensor as tf.Tensor2D;
      return ops.dense(
        value(layer.input) as tf.Tensor2D,
        kernel,
        vector(`${layer.name}/bias`),
        layer.activation,
      );
    }
    case 'standardise': {
      const scale = tf.rsqrt(context.variable(`${layer.name}/moving_variance`));
      return tf.mul(tf.sub(value(layer.input), context.variable(`${layer.name}/moving_mean`)), scale);
    }
    // dropout: a new op without a case would not type-check here
    default:
      return dropOut(layer, readable(value(layer.input), context), context.dropoutFor(layer.name));
  }
}

function normalize(
  layer: NormLayer,
  x: tf.Tensor4D,
  residual: tf.Tensor4D | null,
  { ops, variable, usesBatchStatistics }: RunContext,
): tf.Tensor4D {
  const of = (suffix: string) => variable(`${layer.name}/${suffix}`);
  const vector = (suffix: string) => of(suffix) as tf.Tensor as tf.Tensor1D;
  const { epsilon, activation, momentum } = layer;
  const [gamma, beta] = [vector('gamma'), vector('beta')];
  if (usesBatchStatistics(layer.name)) {
    const moving = { mean: of('moving_mean'), variance: of('moving_variance') };
    return ops.normTraining(x, gamma, beta, residual, { epsilon, activation, momentum, moving });
  }
  const [mean, variance] = [vector('moving_mean'), vector('moving_variance')];
  return ops.normInference(x, gamma, beta, residual, { epsilon, activation, mean, variance });
}

function squeezeExcite(
  layer: SqueezeExciteLayer,
  x: tf.Tensor4D,
  { ops, variable }: RunContext,
): tf.Tensor4D {
  const dense = (part: string, input: tf.Tensor2D, activation: SqueezeExciteLayer['gate']) =>
    ops.dense(
      input,
      variable(`${layer.name}/${part}/kernel`) as tf.Tensor as tf.Tensor2D,
      variable(`${layer.name}/${part}/bias`) as tf.Tensor as tf.Tensor1D,
      activation,
    );
  const squeezed = dense('reduce', ops.globalAveragePool(x), 'relu');
  return ops.scaleChannels(x, dense('expand', squeezed, layer.gate));
}

function dropOut(layer: DropoutLayer, x: tf.Tensor, source: DropoutSource | null): tf.Tensor {
  return source ? tf.mul(x, source.mask(layer.name, x.shape, layer.rate)) : x;
}
