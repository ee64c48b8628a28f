/**
 * A trainable network as one model in the tfjs layers format (which is Keras's): pixels 0..255 in, predictions out.
 * Operations that Keras has no layer for are composed of layers that it has, with the same results.
 */
import { OnesheetError } from '../../core/errors';
import type { Head } from '../../core/heads';
import { layersOf, outputOf, type Architecture } from '../layers/architecture';
import { INPUT, inputsOf, type Layer, type NormLayer } from '../layers/layer';
import { LayerList, type TensorSpec, type WrittenModel } from './keras-layers';
import { addOutputs, outputLayers } from './output-layers';
import type { Activation } from '../kernels/activations';
import type { Padding } from '../kernels/conv-geometry';

const CHANNELS_LAST = { data_format: 'channels_last' };
const NORMALISED = 'normalised';
/** Mish is nowhere below −LIFT: after adding it, zero padding cannot become a maximum. */
const LIFT = 1;

interface Size {
  width: number;
  height: number;
}

/** @throws OnesheetError `model-not-expressible` for a layer that the format cannot express. */
export function networkModel(architecture: Architecture, heads: readonly Head[], size: Size): WrittenModel {
  return new TopologyWriter(architecture, heads, size).write();
}

class TopologyWriter {
  private readonly layers = new LayerList();
  private readonly tensors: TensorSpec[] = [];
  /** Layer of the written model that computes a value. */
  private readonly written = new Map<string, string>();
  private readonly sizes = new Map<string, Size>();
  private readonly last: string;

  constructor(
    private readonly architecture: Architecture,
    private readonly heads: readonly Head[],
    private readonly size: Size,
  ) {
    this.last = outputOf(architecture);
  }

  write(): WrittenModel {
    const { height, width } = this.size;
    this.layers.add('InputLayer', INPUT, { batch_input_shape: [null, height, width, 3], sparse: false }, []);
    this.written.set(INPUT, this.normalise());
    this.sizes.set(INPUT, this.size);
    let output = INPUT;
    for (const layer of layersOf(this.architecture)) {
      if (layer.name === this.last) output = this.outputs(layer);
      else this.written.set(layer.name, this.add(layer));
      this.sizes.set(layer.name, this.sizeAfter(layer));
    }
    return { config: this.layers.model(INPUT, output), tensors: this.tensors };
  }

  /** (pixel − mean) / std as a depthwise 1 × 1 convolution, since the format's rescaling has one scale for all channels. */
  private normalise(): string {
    const { mean, std } = this.architecture.normalisation;
    this.tensors.push(
      {
        name: `${NORMALISED}/depthwise_kernel`,
        shape: [1, 1, 3, 1],
        source: { of: 'constant', values: std.map((value) => Math.fround(1 / value)) },
      },
      {
        name: `${NORMALISED}/bias`,
        shape: [3],
        source: { of: 'constant', values: mean.map((value, c) => Math.fround(-value / std[c])) },
      },
    );
    const settings = { kernel_size: [1, 1], strides: [1, 1], padding: 'valid', ...CHANNELS_LAST };
    return this.layers.add(
      'DepthwiseConv2D',
      NORMALISED,
      { depth_multiplier: 1, use_bias: true, ...settings },
      [INPUT],
    );
  }

  private add(layer: Layer): string {
    const name = nameOf(layer.name);
    const input = () => this.value(inputsOf(layer)[0]);
    switch (layer.op) {
      case 'convolution':
      case 'depthwise':
        return this.convolution(layer, name, input());
      case 'norm':
        return this.norm(layer, name, input());
      case 'activation':
        return this.activation(layer.activation, `${name}_activation`, input());
      case 'add': {
        const sum = this.layers.add(
          'Add',
          name,
          {},
          layer.inputs.map((one) => this.value(one)),
        );
        return this.activation(layer.activation, `${name}_activation`, sum);
      }
      case 'concat':
        return this.layers.add(
          'Concatenate',
          name,
          { axis: -1 },
          layer.inputs.map((one) => this.value(one)),
        );
      case 'max-pool':
        return this.maxPool(layer, name, input());
      case 'average-pool':
        return this.layers.add('AveragePooling2D', name, pool([2, 2], [2, 2], 'same'), [input()]);
      case 'adaptive-average-pool':
        return this.adaptivePool(layer, name, input());
      case 'global-average-pool':
        return this.layers.add('GlobalAveragePooling2D', name, CHANNELS_LAST, [input()]);
      case 'squeeze-excite':
        return this.squeezeExcite(layer, name, input());
      case 'flatten':
        return this.layers.add('Flatten', name, CHANNELS_LAST, [input()]);
      case 'dense': {
        this.affine(name, layer.name, 'kernel', [layer.in, layer.out], layer.out);
        const dense = this.layers.add(
          'Dense',
          name,
          { units: layer.out, activation: 'linear', use_bias: true },
          [input()],
        );
        return this.activation(layer.activation, `${name}_activation`, dense);
      }
      case 'standardise':
        return this.standardise(layer, name, input());
      // dropout does nothing outside training
      default:
        return input();
    }
  }

  /** The last dense layer, one part per head. */
  private outputs(layer: Layer): string {
    if (layer.op !== 'dense' || layer.activation !== 'linear') throw this.cannot(layer);
    for (const { name, units, columns } of outputLayers(this.heads))
      this.tensors.push(
        {
          name: `${name}/kernel`,
          shape: [layer.in, units],
          source: { of: 'network', tensor: `${layer.name}/kernel`, columns },
        },
        {
          name: `${name}/bias`,
          shape: [units],
          source: { of: 'network', tensor: `${layer.name}/bias`, columns },
        },
      );
    return addOutputs(this.layers, this.heads, this.value(layer.input));
  }

  private convolution(
    layer: Extract<Layer, { op: 'convolution' | 'depthwise' }>,
    name: string,
    input: string,
  ) {
    const [from, padding] = this.pad(layer.padding, name, input);
    const depthwise = layer.op === 'depthwise';
    const { size, stride, bias } = layer;
    const shape = depthwise ? [size, size, layer.channels, 1] : [size, size, layer.in, layer.out];
    const out = depthwise ? layer.channels : layer.out;
    this.affine(name, layer.name, depthwise ? 'depthwise_kernel' : 'kernel', shape, bias ? out : null);
    const settings = {
      kernel_size: [size, size],
      strides: [stride, stride],
      padding,
      ...CHANNELS_LAST,
      dilation_rate: [1, 1],
      activation: 'linear',
      use_bias: bias,
    };
    const made = depthwise
      ? this.layers.add('DepthwiseConv2D', name, { depth_multiplier: 1, ...settings }, [from])
      : this.layers.add('Conv2D', name, { filters: out, ...settings }, [from]);
    return this.activation(layer.activation, `${name}_activation`, made);
  }

  private norm(layer: NormLayer, name: string, input: string): string {
    for (const weight of ['gamma', 'beta', 'moving_mean', 'moving_variance'])
      this.tensors.push({
        name: `${name}/${weight}`,
        shape: [layer.channels],
        source: { of: 'network', tensor: `${layer.name}/${weight}` },
      });
    // the format's momentum is the share of the old averages that is kept
    const settings = {
      axis: [3],
      epsilon: layer.epsilon,
      momentum: 1 - layer.momentum,
      center: true,
      scale: true,
    };
    let made = this.layers.add('BatchNormalization', name, settings, [input]);
    if (layer.residual !== null)
      made = this.layers.add('Add', `${name}_add`, {}, [made, this.value(layer.residual)]);
    return this.activation(layer.activation, `${name}_activation`, made);
  }

  private standardise(layer: Extract<Layer, { op: 'standardise' }>, name: string, input: string): string {
    for (const weight of ['moving_mean', 'moving_variance'])
      this.tensors.push({
        name: `${name}/${weight}`,
        shape: [layer.channels],
        source: { of: 'network', tensor: `${layer.name}/${weight}` },
      });
    const settings = { axis: [1], epsilon: 0, momentum: 1, center: false, scale: false };
    return this.layers.add('BatchNormalization', name, settings, [input]);
  }

  private maxPool(layer: Extract<Layer, { op: 'max-pool' }>, name: string, input: string): string {
    const { size, stride, padding } = layer;
    const settings = (kind: string) => pool([size, size], [stride, stride], kind);
    if (padding === 'same' || padding === 0)
      return this.layers.add('MaxPooling2D', name, settings(padding === 0 ? 'valid' : 'same'), [input]);
    // the format pads with zeros, so all values must be above zero
    const lifted = this.rescale(`${name}_lifted`, 1, LIFT, input);
    const [padded] = this.pad(padding, name, lifted);
    const made = this.layers.add('MaxPooling2D', name, settings('valid'), [padded]);
    return this.rescale(`${name}_lowered`, 1, -LIFT, made);
  }

  private adaptivePool(
    layer: Extract<Layer, { op: 'adaptive-average-pool' }>,
    name: string,
    input: string,
  ): string {
    const { height, width } = this.sizeOf(layer.input);
    if (height % layer.height !== 0 || width % layer.width !== 0) throw this.cannot(layer);
    const window: [number, number] = [height / layer.height, width / layer.width];
    return this.layers.add('AveragePooling2D', name, pool(window, window, 'valid'), [input]);
  }

  private squeezeExcite(
    layer: Extract<Layer, { op: 'squeeze-excite' }>,
    name: string,
    input: string,
  ): string {
    const { channels, squeezed, gate } = layer;
    const dense = (part: string, from: string, units: number, inputs: number) => {
      this.affine(`${name}_${part}`, `${layer.name}/${part}`, 'kernel', [inputs, units], units);
      const settings = { units, activation: part === 'reduce' ? 'relu' : 'linear', use_bias: true };
      return this.layers.add('Dense', `${name}_${part}`, settings, [from]);
    };
    const mean = this.layers.add('GlobalAveragePooling2D', `${name}_mean`, CHANNELS_LAST, [input]);
    const reduced = dense('reduce', mean, squeezed, channels);
    const gated = this.activation(gate, `${name}_gate`, dense('expand', reduced, channels, squeezed));
    const wide = this.layers.add('Reshape', `${name}_wide`, { target_shape: [1, 1, channels] }, [gated]);
    return this.layers.add('Multiply', name, {}, [input, wide]);
  }

  private activation(activation: Activation, name: string, input: string): string {
    switch (activation) {
      case 'linear':
        return input;
      case 'relu':
        return this.layers.add('Activation', name, { activation: 'relu' }, [input]);
      case 'relu6':
        return this.layers.add('ReLU', name, { max_value: 6 }, [input]);
      case 'mish':
        return this.layers.add('Activation', name, { activation: 'mish' }, [input]);
      case 'hard-sigmoid':
        return this.hardSigmoid(name, input);
      default:
        return this.layers.add('Multiply', name, {}, [input, this.hardSigmoid(`${name}_gate`, input)]);
    }
  }

  /** clip(x + 3, 0, 6) / 6; the format's own hard sigmoid is a different function. */
  private hardSigmoid(name: string, input: string): string {
    const moved = this.rescale(`${name}_moved`, 1, 3, input);
    const cut = this.layers.add('ReLU', `${name}_cut`, { max_value: 6 }, [moved]);
    return this.rescale(name, 1 / 6, 0, cut);
  }

  private rescale(name: string, scale: number, offset: number, input: string): string {
    return this.layers.add('Rescaling', name, { scale, offset }, [input]);
  }

  private pad(padding: Padding, name: string, input: string): [layer: string, padding: string] {
    if (padding === 'same') return [input, 'same'];
    if (padding === 0) return [input, 'valid'];
    const pad = [padding, padding];
    return [
      this.layers.add('ZeroPadding2D', `${name}_pad`, { padding: [pad, pad], ...CHANNELS_LAST }, [input]),
      'valid',
    ];
  }

  /** Kernel and, if it has one, bias. */
  private affine(name: string, layer: string, kernel: string, shape: number[], bias: number | null): void {
    this.tensors.push({
      name: `${name}/${kernel}`,
      shape,
      source: { of: 'network', tensor: `${layer}/kernel` },
    });
    if (bias === null) return;
    this.tensors.push({
      name: `${name}/bias`,
      shape: [bias],
      source: { of: 'network', tensor: `${layer}/bias` },
    });
  }

  private value(name: string): string {
    const written = this.written.get(name);
    if (written === undefined) throw new Error(`The value "${name}" has not been written.`);
    return written;
  }

  private sizeOf(name: string): Size {
    return this.sizes.get(name) ?? this.size;
  }

  private sizeAfter(layer: Layer): Size {
    const { height, width } = this.sizeOf(inputsOf(layer)[0]);
    const both = (side: (pixels: number) => number) => ({ height: side(height), width: side(width) });
    switch (layer.op) {
      case 'convolution':
      case 'depthwise':
      case 'max-pool': {
        const { size, stride, padding } = layer;
        if (padding === 'same') return both((pixels) => Math.ceil(pixels / stride));
        return both((pixels) => Math.floor((pixels + 2 * padding - size) / stride) + 1);
      }
      case 'average-pool':
        return both((pixels) => Math.ceil(pixels / 2));
      case 'adaptive-average-pool':
        return { height: layer.height, width: layer.width };
      default:
        return { height, width };
    }
  }

  private cannot(layer: Layer): OnesheetError {
    return new OnesheetError(
      'model-not-expressible',
      `The layer "${layer.name}" of ${this.architecture.title} cannot be written in the tfjs layers format at ${this.size.width} × ${this.size.height} pixels.`,
      'Train at a size whose sides are multiples of 32, or take another network.',
      { where: { workspace: 'export' } },
    );
  }
}

function pool(size: [number, number], strides: [number, number], padding: string) {
  return { pool_size: size, strides, padding, ...CHANNELS_LAST };
}

/** In the format, a slash separates a layer's name from its weights' names. */
function nameOf(layer: string): string {
  return layer.replaceAll('/', '_');
}
