/**
 * A backbone is a pretrained, frozen network that is run only as far as some taps: it takes pixels and returns the taps'
 * channels, averaged over the image and concatenated. It holds nothing but its tensors.
 */
import * as tf from '@tensorflow/tfjs-core';
import { OnesheetError } from '../../core/errors';
import { takeTensor, type Weights } from '../layers/weights';
import { mobileNetV2, type MobileNetV2Config } from './mobilenet';
import { INPUT, inputsOf, nodesFor, tensorShapes, type Network, type NetworkNode } from './network';

/** Each file is one architecture family; a config selects a member. */
export type BackboneConfig = MobileNetV2Config;

export interface Backbone {
  readonly network: Network;
  /** The range of input values that the network was trained on; `features` converts pixels to it. */
  readonly inputRange: readonly [number, number];
  /**
   * Total number of features of the taps.
   * @throws OnesheetError `recipe-invalid` for a tap that the network does not have.
   */
  channels(taps: readonly string[]): number;
  /**
   * The taps' global averages, concatenated in the given order.
   * @param pixels `[batch, height, width, 3]`, 0..255, int32 or float32; still owned by the caller.
   * @returns `[batch, channels(taps)]`, float32; owned by the caller.
   * @throws OnesheetError `recipe-invalid` for a tap that the network does not have.
   */
  features(pixels: tf.Tensor4D, taps: readonly string[]): tf.Tensor2D;
  dispose(): void;
}

/** The network that a config describes, without weights. */
export function networkOf(config: BackboneConfig): Network {
  return mobileNetV2(config);
}

/**
 * Uploads weights to the current backend.
 * @param taps Only the part of the network that leads to these is created, and only its weights are needed; by default
 *   all of it.
 * @throws OnesheetError `weights-missing-tensor` or `weights-shape`, naming the tensor.
 */
export function createBackbone(weights: Weights, config: BackboneConfig, taps?: readonly string[]): Backbone {
  const whole = networkOf(config);
  const network = taps ? { ...whole, nodes: nodesFor(whole, taps) } : whole;
  const shapes = [...tensorShapes(network)];
  // checked before the first upload, so that a failure leaves nothing behind
  const checked = shapes.map(([name, shape]) => [name, takeTensor(weights, name, shape)] as const);
  const tensors = new Map(
    checked.map(([name, { data, shape }]) => [name, tf.tensor(data, shape, 'float32')]),
  );
  const outputs = new Map(network.nodes.map((node) => [node.name, node.out]));

  function channels(taps: readonly string[]): number {
    return taps.reduce((sum, tap) => sum + channelsOf(tap), 0);
  }
  function channelsOf(tap: string): number {
    const out = outputs.get(tap);
    if (out === undefined)
      throw new OnesheetError(
        'recipe-invalid',
        `The backbone has no layer named "${tap}".`,
        'Choose its taps among the layers that it has.',
      );
    return out;
  }

  return {
    network,
    inputRange: network.inputRange,
    channels,
    features(pixels, taps) {
      channels(taps);
      return tf.tidy(() => {
        const image = toRange(pixels, network.inputRange);
        const tapped = runNodes(nodesFor(network, taps), tensors, image, new Set(taps));
        const averages = taps.map((tap) => globalAverage(tapped.get(tap) as tf.Tensor4D));
        return averages.length === 1 ? averages[0] : tf.concat2d(averages, 1);
      });
    },
    dispose() {
      tf.dispose([...tensors.values()]);
      tensors.clear();
    },
  };
}

/** Converts 0..255 to the range. */
function toRange(pixels: tf.Tensor4D, [low, high]: readonly [number, number]): tf.Tensor4D {
  const scale = (high - low) / 255;
  return tf.add(tf.mul(tf.cast(pixels, 'float32'), scale), low);
}

/** Evaluates nodes in order and disposes of each output once nothing else reads it; taps are kept. */
function runNodes(
  nodes: NetworkNode[],
  weights: ReadonlyMap<string, tf.Tensor>,
  image: tf.Tensor4D,
  taps: ReadonlySet<string>,
): Map<string, tf.Tensor4D> {
  const readers = new Map<string, number>();
  for (const name of nodes.flatMap(inputsOf)) readers.set(name, (readers.get(name) ?? 0) + 1);
  const values = new Map([[INPUT, image]]);
  for (const node of nodes) {
    values.set(node.name, evaluate(node, values, weights));
    for (const name of inputsOf(node)) {
      const left = (readers.get(name) ?? 0) - 1;
      readers.set(name, left);
      if (left > 0 || taps.has(name)) continue;
      values.get(name)?.dispose();
      values.delete(name);
    }
  }
  return values;
}

function evaluate(
  node: NetworkNode,
  values: ReadonlyMap<string, tf.Tensor4D>,
  weights: ReadonlyMap<string, tf.Tensor>,
): tf.Tensor4D {
  // the nodes are in order and the tensors were checked at creation, so both lookups succeed
  const value = (name: string) => values.get(name) as tf.Tensor4D;
  const weight = (name: string) => weights.get(name) as tf.Tensor4D;
  if (node.op === 'add') return tf.add(value(node.inputs[0]), value(node.inputs[1]));
  const fused = node.op === 'convolution' ? tf.fused.conv2d : tf.fused.depthwiseConv2d;
  return fused({
    x: value(node.input),
    filter: weight(`${node.weights}/kernel`),
    bias: weight(`${node.weights}/bias`),
    strides: node.stride,
    pad: node.padding,
    activation: node.activation,
  });
}

/** `[batch, height, width, channels]` → `[batch, channels]`. Uses pooling, since a mean over inner axes transposes first. */
function globalAverage(x: tf.Tensor4D): tf.Tensor2D {
  const [batch, height, width, channels] = x.shape;
  return tf.reshape(tf.avgPool(x, [height, width], 1, 'valid'), [batch, channels]);
}
