/** A network's outputs for images in the form in which the data worker sends them. */
import { tensor4d, tidy } from '@tensorflow/tfjs-core';
import { normalise } from '../layers/normalise';
import type { TrainableNetwork } from '../layers/trainable-network';

/**
 * @param pixels `[rows, height, width, 3]`
 * @returns `[rows, outputs]`, row-major
 */
export async function logitsOfPixels(
  network: TrainableNetwork,
  pixels: Uint8Array,
  { width, height }: { width: number; height: number },
): Promise<Float32Array> {
  const rows = pixels.length / (width * height * 3);
  const result = tidy(() => {
    const images = tensor4d(Int32Array.from(pixels), [rows, height, width, 3], 'int32');
    return network.forward(normalise(images, network.architecture.normalisation));
  });
  try {
    return await result.data<'float32'>();
  } finally {
    result.dispose();
  }
}
