/**
 * The head of a network seen as a head on features: dropout, possibly a hidden layer, and the outputs. This allows a head
 * to be trained on features that are computed once, and its weights to be put into the network's last layers.
 */
import type { HeadWeights } from '../../core/run/trained';
import { cutFor, layersOf, type Architecture } from '../layers/architecture';
import type { DenseLayer } from '../layers/layer';
import type { NamedTensor, Weights } from '../layers/weights';
import { unfoldStandardiser, type Standardiser } from './standardise';

export interface NetworkHead {
  /** Number of the layer that reads the features. */
  cut: number;
  /** The layer that standardises features; null for none. */
  standardise: string | null;
  dropout: number;
  /** Width of the hidden layer; 0 for none. */
  hidden: number;
  /** The dense layers; the outputs of the last one are the network's. */
  layers: readonly DenseLayer[];
}

/** Null unless the last stage consists of standardisation, dropout, at most one hidden ReLU layer and a dense one. */
export function headOf(architecture: Architecture): NetworkHead | null {
  const last = architecture.stages.at(-1);
  if (!last) return null;
  const cut = cutFor(architecture, last.name);
  const rest = layersOf(architecture).slice(cut);
  let standardise: string | null = null;
  if (rest[0].op === 'standardise') {
    standardise = rest[0].name;
    rest.shift();
  }
  let dropout = 0;
  if (rest[0].op === 'dropout') {
    dropout = rest[0].rate;
    rest.shift();
  }
  const dense = rest.filter((layer) => layer.op === 'dense');
  const hidden = dense.length === 2 && dense[0].activation === 'relu' ? dense[0].out : 0;
  const known = dense.length === rest.length && (dense.length === 1 || hidden > 0);
  const chained = dense.every((layer, i) => i === 0 || layer.input === dense[i - 1].name);
  return known && chained ? { cut, standardise, dropout, hidden, layers: dense } : null;
}

/**
 * A head's weights under the network's names.
 * @param head Takes features that are not standardised.
 * @param scale Scale of the features; if the network has a layer that applies it, it is taken out of the head.
 */
export function asNetworkWeights(
  { layers, standardise }: NetworkHead,
  plain: HeadWeights,
  scale: Standardiser,
): Weights {
  const head = standardise === null ? plain : [unfoldStandardiser(plain[0], scale), ...plain.slice(1)];
  return new Map([
    ...scaleWeights(standardise, scale),
    ...layers.flatMap(({ name }, i) => {
      const { kernel, bias, inputs, outputs } = head[i];
      return [
        [`${name}/kernel`, float32(kernel, [inputs, outputs])],
        [`${name}/bias`, float32(bias, [outputs])],
      ] as const;
    }),
  ]);
}

/** The parameters of a standardisation layer. */
export function scaleWeights(layer: string | null, { mean, deviation }: Standardiser): Weights {
  if (layer === null) return new Map();
  const variance = deviation.map((value) => value ** 2);
  return new Map([
    [`${layer}/moving_mean`, float32(Float32Array.from(mean), [mean.length])],
    [`${layer}/moving_variance`, float32(Float32Array.from(variance), [mean.length])],
  ]);
}

function float32(data: Float32Array, shape: number[]): NamedTensor {
  return { dtype: 'F32', shape, data: new Float32Array(data) };
}
