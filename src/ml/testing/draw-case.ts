/** Random tensors for kernel tests, the same ones every time. */
import * as tf from '@tensorflow/tfjs-core';
import { Random } from '../../core/random';
import type { ConvGeometry } from '../kernels/conv-geometry';
import { convSizes } from './reference-conv';

/** Standard normal values, one for each element of the shape. */
export function draw(shape: readonly number[], stream: string): Float32Array {
  const random = new Random(1, stream);
  return Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => random.normal());
}

/** x, w and dy of a convolution, as values and as tensors. */
export function drawConvCase(g: ConvGeometry, depthwise = false) {
  const sizes = convSizes(g, depthwise);
  const values = { x: draw(sizes.x, 'x'), w: draw(sizes.w, 'w'), dy: draw(sizes.y, 'dy') };
  const tensors = {
    x: tf.tensor(values.x, sizes.x),
    w: tf.tensor(values.w, sizes.w),
    dy: tf.tensor(values.dy, sizes.y),
  };
  return { values, tensors, dispose: () => tf.dispose(Object.values(tensors)) };
}

/** The values of a kernel's result; disposes of it. */
export async function readInfo(info: tf.TensorInfo): Promise<Float32Array> {
  const tensor = tf.engine().makeTensorFromTensorInfo(info);
  const values = await tensor.data<'float32'>();
  tensor.dispose();
  return values;
}
