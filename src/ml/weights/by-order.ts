/**
 * Finds a network's tensors in a file whose names say nothing (`conv2d_17/0`, `onnx::Conv_193`, layers that somebody
 * renamed): the layers of each kind one after the other, every shape compared. A norm that was folded into the
 * convolution before it is made again, as one that only adds the convolution's bias.
 */
import type { ParameterKind } from '../layers/parameters';
import { kerasName } from './names/keras-spelling';
import type { Shapes } from './by-name';
import type { FileTable, LayerKind, Shape, TableLayer } from './file-table';
import { constantSource, tensorSource, type Sources, type TensorSource } from './sources';

interface FileLayer {
  kind: LayerKind;
  /** What it lies in: a network inside another. */
  scope: string;
  tensors: ReadonlyMap<ParameterKind, { name: string; shape: Shape }>;
}

const KINDS: readonly LayerKind[] = ['convolution', 'depthwise', 'dense', 'norm'];

const KERAS_VARIABLES: Record<string, ParameterKind> = {
  kernel: 'kernel',
  depthwise_kernel: 'kernel',
  bias: 'bias',
  gamma: 'gamma',
  beta: 'beta',
  moving_mean: 'movingMean',
  moving_variance: 'movingVariance',
};
const TORCH_VARIABLES: Record<string, ParameterKind> = {
  weight: 'kernel',
  bias: 'bias',
  running_mean: 'movingMean',
  running_var: 'movingVariance',
};

/** What a file holds, layer by layer in its order. */
export interface FileLayers {
  keras: readonly FileLayer[];
  torch: readonly FileLayer[];
}

export function fileLayers(shapes: Shapes): FileLayers {
  return { keras: kerasLayers(shapes), torch: torchLayers(shapes) };
}

type Found = Map<string, { scope: string; isDepthwise: boolean; tensors: Map<ParameterKind, NamedShape> }>;
interface NamedShape {
  name: string;
  shape: Shape;
}

function kerasLayers(shapes: Shapes): FileLayer[] {
  const found: Found = new Map();
  for (const [name, shape] of shapes) {
    const { scope, layer, variable } = kerasName(name, shape);
    const kind = KERAS_VARIABLES[variable];
    if (!kind) continue;
    const one = entryOf(found, `${scope}/${layer}`, scope);
    one.isDepthwise ||= variable === 'depthwise_kernel';
    one.tensors.set(kind, { name, shape });
  }
  return listed(found);
}

function torchLayers(shapes: Shapes): FileLayer[] {
  const found: Found = new Map();
  for (const [name, shape] of shapes) {
    const at = name.lastIndexOf('.');
    const kind = TORCH_VARIABLES[name.slice(at + 1)];
    if (!kind) continue;
    const one = entryOf(found, name.slice(0, at), '');
    one.isDepthwise ||= kind === 'kernel' && shape.length === 4 && shape[1] === 1;
    one.tensors.set(kind, { name, shape });
  }
  return listed(found);
}

function entryOf(found: Found, key: string, scope: string) {
  const one = found.get(key) ?? { scope, isDepthwise: false, tensors: new Map<ParameterKind, NamedShape>() };
  found.set(key, one);
  return one;
}

function listed(found: Found): FileLayer[] {
  return [...found.values()].flatMap(({ scope, isDepthwise, tensors }): FileLayer[] => {
    const kernel = tensors.get('kernel');
    if (tensors.has('movingMean')) return [{ kind: 'norm', scope, tensors: asNorm(tensors) }];
    if (kernel?.shape.length === 4)
      return [{ kind: isDepthwise ? 'depthwise' : 'convolution', scope, tensors }];
    return kernel?.shape.length === 2 ? [{ kind: 'dense', scope, tensors }] : [];
  });
}

/** PyTorch calls a norm's γ and β its weight and bias. */
function asNorm(tensors: Map<ParameterKind, NamedShape>): FileLayer['tensors'] {
  const names: Partial<Record<ParameterKind, ParameterKind>> = { kernel: 'gamma', bias: 'beta' };
  return new Map([...tensors].map(([kind, one]) => [names[kind] ?? kind, one]));
}

/**
 * Sources of all that a kind of file needs but for the head; null where the file's layers are not the network's, one
 * after the other. Convolutions beyond those of the network are another network's; dense layers and norms may follow.
 */
export function byOrder(layers: FileLayers, { layers: wanted, names }: FileTable): Sources | null {
  const all = layers[names.framework];
  for (const scope of new Set(all.map((layer) => layer.scope))) {
    const found = inScope(
      all.filter((layer) => layer.scope === scope),
      wanted,
    );
    if (found) return found;
  }
  return null;
}

function inScope(layers: readonly FileLayer[], wanted: readonly TableLayer[]): Sources | null {
  const isFolded = layers.every(({ kind }) => kind !== 'norm') && wanted.some(({ kind }) => kind === 'norm');
  const sources = new Map<string, TensorSource>();
  for (const kind of KINDS) {
    if (isFolded && kind === 'norm') continue;
    const theirs = layers.filter((layer) => layer.kind === kind);
    const ours = wanted.filter((layer) => layer.kind === kind);
    const mayGoOn = kind === 'dense' || kind === 'norm';
    if (theirs.length < ours.length || (theirs.length > ours.length && !mayGoOn)) return null;
    for (const [i, layer] of ours.entries())
      if (!take(sources, theirs[i], layer, wanted, isFolded)) return null;
  }
  return sources;
}

/** Puts a layer's tensors into `sources`; false where the file's layer is another one. */
function take(
  sources: Map<string, TensorSource>,
  { tensors }: FileLayer,
  layer: TableLayer,
  wanted: readonly TableLayer[],
  isFolded: boolean,
): boolean {
  for (const [kind, { name, shape }] of layer.tensors) {
    const found = tensors.get(kind);
    if (!found || !sameShape(found.shape, shape)) return false;
    sources.set(name, tensorSource(found.name));
  }
  const bias = tensors.get('bias');
  if (!bias || layer.tensors.has('bias')) return true;
  const norm = isFolded && layer.norm !== null ? wanted[layer.norm] : undefined;
  if (!norm) return false;
  for (const [name, source] of foldedNorm(norm, bias.name)) sources.set(name, source);
  return true;
}

/** Of a norm that is in the convolution before it: γ = 1, μ = 0, σ² + ε = 1, and β the convolution's bias. */
export function foldedNorm({ tensors, epsilon }: TableLayer, bias: string): [string, TensorSource][] {
  const values: Partial<Record<ParameterKind, number>> = {
    gamma: 1,
    movingMean: 0,
    movingVariance: 1 - epsilon,
  };
  return [...tensors].map(([kind, { name, shape }]) => {
    const value = values[kind];
    return [name, value === undefined ? tensorSource(bias) : constantSource(value, shape)];
  });
}

export function sameShape(a: Shape | undefined, b: Shape): boolean {
  return a !== undefined && a.length === b.length && a.every((size, axis) => size === b[axis]);
}
