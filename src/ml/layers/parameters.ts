/**
 * The tensors of an architecture: name, shape and kind of each. The kind matters in training: moving averages are not
 * trained.
 */
import type { Architecture } from './architecture';
import type { Layer } from './layer';

export type ParameterKind = 'kernel' | 'bias' | 'gamma' | 'beta' | 'movingMean' | 'movingVariance';

/** How a layer uses a kernel; decides the layout in files. */
export type KernelUse = 'convolution' | 'depthwise' | 'dense';

export interface Parameter {
  /** Unique: `layer1/0/conv1/kernel`. */
  name: string;
  kind: ParameterKind;
  /** Convolutions `[height, width, in, out]`, depthwise ones `[height, width, channels, 1]`, dense `[in, out]`. */
  shape: number[];
  stage: string;
  /** Name of the layer, or of a part of it. */
  layer: string;
  /** How the kernel is used; for a bias, how its kernel is. Null for norms. */
  use: KernelUse | null;
  /** Number of inputs per output; for a bias, that of its kernel. 0 for norms. */
  fanIn: number;
  /** γ starts at 0 instead of 1. */
  zero: boolean;
  /** For a dense kernel after a flattened image: the image's height and width. PyTorch flattens channels first. */
  grid: readonly [height: number, width: number] | null;
}

type Shaped = Omit<Parameter, 'stage'>;

/** Gradients change these; the other kinds follow the batches' statistics. */
export function isTrained(kind: ParameterKind): boolean {
  return kind !== 'movingMean' && kind !== 'movingVariance';
}

/** Every parameter, in the order of the layers. */
export function parametersOf(architecture: Architecture): Parameter[] {
  return architecture.stages.flatMap((stage) =>
    stage.layers.flatMap((layer) => ofLayer(layer).map((one) => ({ ...one, stage: stage.name }))),
  );
}

function ofLayer(layer: Layer): Shaped[] {
  const { name } = layer;
  switch (layer.op) {
    case 'convolution': {
      const fanIn = layer.size * layer.size * layer.in;
      return affine(
        name,
        'convolution',
        [layer.size, layer.size, layer.in, layer.out],
        fanIn,
        layer.out,
        layer.bias,
      );
    }
    case 'depthwise': {
      const fanIn = layer.size * layer.size;
      return affine(
        name,
        'depthwise',
        [layer.size, layer.size, layer.channels, 1],
        fanIn,
        layer.channels,
        layer.bias,
      );
    }
    case 'dense':
      return dense(name, layer.in, layer.out, layer.grid);
    case 'squeeze-excite':
      return [
        ...dense(`${name}/reduce`, layer.channels, layer.squeezed),
        ...dense(`${name}/expand`, layer.squeezed, layer.channels),
      ];
    case 'norm': {
      const one = (kind: ParameterKind, suffix: string, zero = false): Shaped => ({
        name: `${name}/${suffix}`,
        kind,
        shape: [layer.channels],
        layer: name,
        use: null,
        fanIn: 0,
        zero,
        grid: null,
      });
      return [
        one('gamma', 'gamma', layer.zeroGamma),
        one('beta', 'beta'),
        one('movingMean', 'moving_mean'),
        one('movingVariance', 'moving_variance'),
      ];
    }
    case 'standardise':
      return (['movingMean', 'movingVariance'] as const).map((kind) => ({
        name: `${name}/${kind === 'movingMean' ? 'moving_mean' : 'moving_variance'}`,
        kind,
        shape: [layer.channels],
        layer: name,
        use: null,
        fanIn: 0,
        zero: false,
        grid: null,
      }));
    default:
      return [];
  }
}

function dense(layer: string, from: number, to: number, grid: Parameter['grid'] = null): Shaped[] {
  return affine(layer, 'dense', [from, to], from, to, true, grid);
}

function affine(
  layer: string,
  use: KernelUse,
  shape: number[],
  fanIn: number,
  outputs: number,
  bias: boolean,
  grid: Parameter['grid'] = null,
): Shaped[] {
  const common = { layer, use, fanIn, zero: false, grid: null };
  const kernel: Shaped = { ...common, name: `${layer}/kernel`, kind: 'kernel', shape, grid };
  return bias ? [kernel, { ...common, name: `${layer}/bias`, kind: 'bias', shape: [outputs] }] : [kernel];
}
