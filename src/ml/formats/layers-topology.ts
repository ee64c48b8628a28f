/**
 * A backbone and its head as one model in the tfjs layers format (which is Keras's): pixels 0..255 in,
 * probabilities out. Written as plain JSON from the same list of nodes that runs the backbone here.
 */
import type { DenseLayer } from '../../core/run/head-weights';
import {
  INPUT,
  nodesFor,
  type ConvolutionNode,
  type DepthwiseNode,
  type Network,
} from '../backbones/network';

/** What the topology depends on: no weights, only their shapes. */
export interface ModelStructure {
  network: Network;
  taps: readonly string[];
  /** Pixels. */
  width: number;
  height: number;
  head: readonly Pick<DenseLayer, 'inputs' | 'outputs'>[];
}

/** One layer as Keras serialises it. */
export interface LayerJson {
  class_name: string;
  name: string;
  config: Record<string, unknown>;
  inbound_nodes: [string, number, number, Record<string, never>][][];
}

export interface ModelConfigJson {
  name: string;
  layers: LayerJson[];
  input_layers: [string, number, number][];
  output_layers: [string, number, number][];
}

const RESCALED = 'rescaled';
const JOINED = 'features';
const OUTPUT = 'probabilities';

/** Name of the layer whose output a node's is. */
function outputName(node: Network['nodes'][number]): string {
  return node.op !== 'add' && node.activation === 'relu6' ? `${node.name}_relu6` : node.name;
}

/** Name of the pooling layer of a tap. */
function pooledName(tap: string): string {
  return `${tap}_average`;
}

/** Name of one of the head's dense layers. */
export function denseName(index: number, layers: number): string {
  return index === layers - 1 ? OUTPUT : `hidden_${index + 1}`;
}

/** The functional model's config. */
export function modelConfig({ network, taps, width, height, head }: ModelStructure): ModelConfigJson {
  const layers = new LayerList();
  layers.add('InputLayer', INPUT, { batch_input_shape: [null, height, width, 3], sparse: false }, []);
  const [low, high] = network.inputRange;
  layers.add('Rescaling', RESCALED, { scale: (high - low) / 255, offset: low }, [INPUT]);

  const outputs = new Map([[INPUT, RESCALED]]);
  const outputOf = (name: string) => outputs.get(name) ?? name;
  for (const node of nodesFor(network, taps)) {
    if (node.op === 'add') layers.add('Add', node.name, {}, node.inputs.map(outputOf));
    else addConvolution(layers, node, outputOf(node.input));
    outputs.set(node.name, outputName(node));
  }
  for (const tap of taps)
    layers.add('GlobalAveragePooling2D', pooledName(tap), { data_format: 'channels_last' }, [outputOf(tap)]);
  if (taps.length > 1) layers.add('Concatenate', JOINED, { axis: -1 }, taps.map(pooledName));

  let last = taps.length > 1 ? JOINED : pooledName(taps[0]);
  for (const [index, { outputs: units }] of head.entries()) {
    const name = denseName(index, head.length);
    const activation = name === OUTPUT ? 'softmax' : 'relu';
    layers.add('Dense', name, { units, activation, use_bias: true }, [last]);
    last = name;
  }
  return {
    name: 'onesheet',
    layers: layers.all,
    input_layers: [[INPUT, 0, 0]],
    output_layers: [[last, 0, 0]],
  };
}

class LayerList {
  readonly all: LayerJson[] = [];

  add(className: string, name: string, config: Record<string, unknown>, inputs: readonly string[]): void {
    this.all.push({
      class_name: className,
      name,
      config: { name, dtype: 'float32', trainable: className !== 'InputLayer', ...config },
      inbound_nodes: inputs.length ? [inputs.map((input) => [input, 0, 0, {}])] : [],
    });
  }
}

function addConvolution(layers: LayerList, node: ConvolutionNode | DepthwiseNode, input: string): void {
  let from = input;
  if (typeof node.padding === 'number' && node.padding > 0) {
    const pad = [node.padding, node.padding];
    from = `${node.name}_pad`;
    layers.add('ZeroPadding2D', from, { padding: [pad, pad], data_format: 'channels_last' }, [input]);
  }
  const shared = {
    kernel_size: [node.size, node.size],
    strides: [node.stride, node.stride],
    padding: node.padding === 'same' ? 'same' : 'valid',
    data_format: 'channels_last',
    dilation_rate: [1, 1],
    activation: 'linear',
    use_bias: true,
  };
  if (node.op === 'convolution') layers.add('Conv2D', node.name, { filters: node.out, ...shared }, [from]);
  else layers.add('DepthwiseConv2D', node.name, { depth_multiplier: 1, ...shared }, [from]);
  if (node.activation === 'relu6') layers.add('ReLU', `${node.name}_relu6`, { max_value: 6 }, [node.name]);
}

/** Where a tensor of the written model comes from. */
export type TensorSource =
  { of: 'backbone'; tensor: string } | { of: 'head'; layer: number; part: 'kernel' | 'bias' };

export interface TensorSpec {
  /** In the written model: layer, slash, weight. */
  name: string;
  shape: number[];
  source: TensorSource;
}

/** The tensors of the written model, in the order in which they are stored. */
export function modelTensors({ network, taps, head }: ModelStructure): TensorSpec[] {
  const specs: TensorSpec[] = [];
  for (const node of nodesFor(network, taps)) {
    if (node.op === 'add') continue;
    const depthwise = node.op === 'depthwise';
    specs.push(
      {
        name: `${node.name}/${depthwise ? 'depthwise_kernel' : 'kernel'}`,
        shape: [node.size, node.size, ...(depthwise ? [node.out, 1] : [node.in, node.out])],
        source: { of: 'backbone', tensor: `${node.weights}/kernel` },
      },
      {
        name: `${node.name}/bias`,
        shape: [node.out],
        source: { of: 'backbone', tensor: `${node.weights}/bias` },
      },
    );
  }
  for (const [layer, { inputs, outputs }] of head.entries()) {
    const name = denseName(layer, head.length);
    specs.push(
      { name: `${name}/kernel`, shape: [inputs, outputs], source: { of: 'head', layer, part: 'kernel' } },
      { name: `${name}/bias`, shape: [outputs], source: { of: 'head', layer, part: 'bias' } },
    );
  }
  return specs;
}
