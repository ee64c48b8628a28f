/**
 * Folds batch norms that use their moving averages into the convolutions before them: the same results with a third of
 * the operations, for networks that are frozen or finished. A folded convolution has a kernel and a bias. Values keep
 * their names and stages, so that a network can be cut at the same places.
 */
import { takeTensor, type NamedTensor, type Weights } from './weights';
import type { Architecture } from './architecture';
import { inputsOf, type ConvolutionLayer, type DepthwiseLayer, type Layer, type NormLayer } from './layer';

type Foldable = ConvolutionLayer | DepthwiseLayer;

export interface Folded {
  architecture: Architecture;
  weights: Weights;
}

/**
 * Norms that do not follow a convolution, or follow one that other layers read, too, are not folded.
 * @throws OnesheetError `weights-missing-tensor`, `weights-shape`, naming the tensor.
 */
export function foldNorms(architecture: Architecture, weights: Weights): Folded {
  const pairs = findPairs(architecture);
  const gone = new Set([...pairs.values()].map(({ name }) => name));
  const result: Weights = new Map(weights);
  const stages = architecture.stages.map((stage) => ({
    ...stage,
    layers: stage.layers
      .filter(({ name }) => !gone.has(name))
      .flatMap((layer): Layer[] => {
        const convolution = layer.op === 'norm' ? pairs.get(layer.name) : undefined;
        return convolution && layer.op === 'norm' ? foldPair(convolution, layer, result) : [layer];
      }),
  }));
  return { architecture: { ...architecture, stages }, weights: result };
}

/** For each norm that can be folded, its convolution: linear, in the same stage, and read by nothing else. */
function findPairs(architecture: Architecture): Map<string, Foldable> {
  const pairs = new Map<string, Foldable>();
  const readers = new Map<string, number>();
  for (const { layers } of architecture.stages)
    for (const name of layers.flatMap(inputsOf)) readers.set(name, (readers.get(name) ?? 0) + 1);
  for (const { layers } of architecture.stages) {
    const byName = new Map(layers.map((layer) => [layer.name, layer]));
    for (const layer of layers) {
      const before = layer.op === 'norm' ? byName.get(layer.input) : undefined;
      if (before?.op !== 'convolution' && before?.op !== 'depthwise') continue;
      if (before.activation === 'linear' && readers.get(before.name) === 1) pairs.set(layer.name, before);
    }
  }
  return pairs;
}

/** The replacement layers; puts their tensors into `weights`. */
function foldPair(convolution: Foldable, norm: NormLayer, weights: Weights): Layer[] {
  const name = norm.residual === null ? norm.name : `${norm.name}/folded`;
  foldTensors(convolution, norm, name, weights);
  const activation = norm.residual === null ? norm.activation : 'linear';
  const folded = { ...convolution, name, bias: true, activation };
  if (norm.residual === null) return [folded];
  return [folded, { op: 'add', name: norm.name, inputs: [name, norm.residual], activation: norm.activation }];
}

/** Replaces the tensors of both by w · γ / √(σ² + ε) and (b − μ) · γ / √(σ² + ε) + β. */
function foldTensors(convolution: Foldable, norm: NormLayer, name: string, weights: Weights): void {
  const vector = (tensor: string) => takeTensor(weights, tensor, [norm.channels]).data;
  const [gamma, beta] = [vector(`${norm.name}/gamma`), vector(`${norm.name}/beta`)];
  const [mean, variance] = [vector(`${norm.name}/moving_mean`), vector(`${norm.name}/moving_variance`)];
  const scale = gamma.map((value, c) => value / Math.sqrt(variance[c] + norm.epsilon));
  const bias = convolution.bias ? vector(`${convolution.name}/bias`) : new Float32Array(norm.channels);
  const { size } = convolution;
  const inner = convolution.op === 'convolution' ? [convolution.in, convolution.out] : [norm.channels, 1];
  const { data, shape } = takeTensor(weights, `${convolution.name}/kernel`, [size, size, ...inner]);
  weights.delete(`${convolution.name}/kernel`);
  weights.delete(`${convolution.name}/bias`);
  for (const suffix of ['gamma', 'beta', 'moving_mean', 'moving_variance'])
    weights.delete(`${norm.name}/${suffix}`);
  // channels are innermost in both layouts: a depthwise kernel has one output per channel
  weights.set(
    `${name}/kernel`,
    float32(
      data.map((value, i) => value * scale[i % norm.channels]),
      shape,
    ),
  );
  weights.set(
    `${name}/bias`,
    float32(
      bias.map((value, c) => (value - mean[c]) * scale[c] + beta[c]),
      [norm.channels],
    ),
  );
}

function float32(data: Float32Array<ArrayBuffer>, shape: number[]): NamedTensor {
  return { dtype: 'F32', shape, data };
}
