/**
 * A backbone and its head as one model in the tfjs layers format (which is Keras's): pixels 0..255 in, probabilities
 * out. The JSON is generated from the same list of nodes that runs the backbone here.
 */
import type { DenseLayer } from '../../core/run/trained';
import type { Head } from '../../core/heads';
import {
  INPUT,
  nodesFor,
  type ConvolutionNode,
  type DepthwiseNode,
  type Network,
} from '../backbones/network';
import { LayerList, type ModelConfigJson, type TensorSpec } from './keras-layers';
import { addOutputs, outputLayers } from './output-layers';

/** What the topology depends on: only the shapes of weights. */
export interface ModelStructure {
  network: Network;
  taps: readonly string[];
  /** In pixels. */
  width: number;
  height: number;
  head: readonly Pick<DenseLayer, 'inputs' | 'outputs'>[];
  /** The meaning of the outputs. */
  heads: readonly Head[];
}

const RESCALED = 'rescaled';
const JOINED = 'features';

/** Name of the layer that computes a node's output. */
function outputName(node: Network['nodes'][number]): string {
  return node.op !== 'add' && node.activation === 'relu6' ? `${node.name}_relu6` : node.name;
}

/** Name of the pooling layer of a tap. */
function pooledName(tap: string): string {
  return `${tap}_average`;
}

/** Name of the head's hidden layer. */
const HIDDEN = 'hidden_1';

/** The functional model's config. */
export function modelConfig({ network, taps, width, height, head, heads }: ModelStructure): ModelConfigJson {
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
  if (head.length > 1)
    last = layers.add('Dense', HIDDEN, { units: head[0].outputs, activation: 'relu', use_bias: true }, [
      last,
    ]);
  return layers.model(INPUT, addOutputs(layers, heads, last));
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

/** The tensors of the written model, in the order in which they are stored. */
export function modelTensors({ network, taps, head, heads }: ModelStructure): TensorSpec[] {
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
  const last = head.length - 1;
  if (last > 0) {
    const { inputs, outputs } = head[0];
    specs.push(
      {
        name: `${HIDDEN}/kernel`,
        shape: [inputs, outputs],
        source: { of: 'head', layer: 0, part: 'kernel' },
      },
      { name: `${HIDDEN}/bias`, shape: [outputs], source: { of: 'head', layer: 0, part: 'bias' } },
    );
  }
  for (const { name, units, columns } of outputLayers(heads)) {
    const source = { of: 'head', layer: last, columns } as const;
    specs.push(
      { name: `${name}/kernel`, shape: [head[last].inputs, units], source: { ...source, part: 'kernel' } },
      { name: `${name}/bias`, shape: [units], source: { ...source, part: 'bias' } },
    );
  }
  return specs;
}
