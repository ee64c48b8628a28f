/**
 * What keras.applications does otherwise in the networks that it has from Caffe and from its own early days. Its inputs
 * are blue, green, red with each channel's mean taken off and nothing divided; its convolutions have biases before
 * their norms; its norms' ε is 1.001e-5. All of it can be put into the tensors, so that one network runs them all.
 * Source: keras.applications of Keras 2.15, `resnet.py`, `vgg16.py`, `imagenet_utils.py` (mode `caffe`).
 */
import { IMAGENET } from '../../layers/architecture';
import { sizeOf, takeTensor, type NamedTensor, type Weights } from '../../layers/weights';

/** Of red, green and blue. */
const CAFFE_MEAN = [123.68, 116.779, 103.939] as const;
const THEIR_EPSILON = 1.001e-5;
const OUR_EPSILON = 1e-5;

/**
 * The first convolution of a network on Caffe's inputs, for ours (red, green, blue; ImageNet's mean and standard
 * deviation): a kernel, and what it adds to every output. Exact but at the border, where the padding is our mean
 * instead of theirs: half a step of 255 apart.
 * @param kernel `[height, width, 3, out]`
 */
export function fromCaffeInput(kernel: NamedTensor): { kernel: NamedTensor; offset: Float32Array } {
  const out = kernel.shape[3];
  const data = new Float32Array(kernel.data.length);
  const offset = new Float32Array(out);
  const taps = sizeOf(kernel.shape.slice(0, 2));
  for (let tap = 0; tap < taps; tap++)
    for (let channel = 0; channel < 3; channel++) {
      const [ours, theirs] = [(tap * 3 + channel) * out, (tap * 3 + 2 - channel) * out];
      const shift = IMAGENET.mean[channel] - CAFFE_MEAN[channel];
      for (let i = 0; i < out; i++) {
        data[ours + i] = kernel.data[theirs + i] * IMAGENET.std[channel];
        offset[i] += kernel.data[theirs + i] * shift;
      }
    }
  return { kernel: { ...kernel, dtype: 'F32', data }, offset };
}

/** The sum of two vectors, as a tensor like the first. */
export function plus(tensor: NamedTensor, added: ArrayLike<number>, sign = 1): NamedTensor {
  return { ...tensor, dtype: 'F32', data: tensor.data.map((value, i) => value + sign * added[i]) };
}

/**
 * A convolution's bias put into the norm that follows it, and the norm's ε made ours: γ (x + b − μ) / √(σ² + ε) + β is
 * the same with μ − b for μ, and σ² + (ε − ε′) for σ².
 * @param biases Names of layers: a convolution's to its norm's.
 */
export function withoutBiases(
  file: Weights,
  norms: readonly { convolution: string | null; norm: string; channels: number }[],
): Weights {
  const found = new Map(file);
  for (const { convolution, norm, channels } of norms) {
    const mean = takeTensor(file, `${norm}/moving_mean`, [channels]);
    const variance = takeTensor(file, `${norm}/moving_variance`, [channels]);
    found.set(`${norm}/moving_variance`, {
      ...variance,
      dtype: 'F32',
      data: variance.data.map((value) => value + THEIR_EPSILON - OUR_EPSILON),
    });
    if (convolution === null) continue;
    const bias = takeTensor(file, `${convolution}/bias`, [channels]);
    found.set(`${norm}/moving_mean`, plus(mean, bias.data, -1));
    found.delete(`${convolution}/bias`);
  }
  return found;
}
