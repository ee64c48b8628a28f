/**
 * Global average pooling, and scaling of channels (squeeze and excitation): one dispatch forward and one per gradient,
 * without the transposes that tfjs's sums over inner axes start with.
 */
import * as tf from '@tensorflow/tfjs-core';
import { runElementwise } from './elementwise';
import { internals, type WebGPUInternals } from './internals';
import { emptyTensor } from './run-kernel';

const asTensor = (info: tf.TensorInfo) => tf.engine().makeTensorFromTensorInfo(info);

/** `[batch, height, width, channels]` → `[batch, channels]`, differentiable. */
export function globalAverageOnGPU(x: tf.Tensor4D): tf.Tensor2D {
  const gpu = internals();
  const [batch, height, width, channels] = x.shape;
  const pixels = height * width;
  const operation = tf.customGrad((...args) => {
    const [tx] = args as [tf.Tensor4D, tf.GradSaveFunc];
    return {
      value: asTensor(pixelSums(gpu, tx, null)),
      gradFunc: (dy: tf.Tensor) => {
        const dx = emptyTensor(gpu, [batch, height, width, channels]);
        runElementwise(gpu, {
          key: 'global-average-gradient',
          threads: batch * pixels * channels,
          writes: { dx },
          reads: { dy },
          sizes: { channels, pixels },
          body: `let image = i / (p.pixels * p.channels);
  dx[i] = dy[image * p.channels + i % p.channels] / f32(p.pixels);`,
        });
        return asTensor(dx);
      },
    };
  });
  return operation(x) as tf.Tensor2D;
}

/** x `[batch, height, width, channels]` times weights `[batch, channels]`; differentiable in both. */
export function scaleChannelsOnGPU(x: tf.Tensor4D, weights: tf.Tensor2D): tf.Tensor4D {
  const gpu = internals();
  const operation = tf.customGrad((...args) => {
    const [tx, tweights, save] = args as [tf.Tensor4D, tf.Tensor2D, tf.GradSaveFunc];
    save([tx, tweights]);
    return {
      value: asTensor(scaled(gpu, tx, tweights)),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [sx, sweights] = saved as [tf.Tensor4D, tf.Tensor2D];
        return [
          asTensor(scaled(gpu, dy as tf.Tensor4D, sweights)),
          asTensor(pixelSums(gpu, dy as tf.Tensor4D, sx)),
        ];
      },
    };
  });
  return operation(x, weights) as tf.Tensor4D;
}

/** Means of x over its pixels; if `other` is given, the sums of x · other instead. `[batch, channels]` */
function pixelSums(gpu: WebGPUInternals, x: tf.Tensor4D, other: tf.Tensor4D | null): tf.TensorInfo {
  const [batch, height, width, channels] = x.shape;
  const result = emptyTensor(gpu, [batch, channels]);
  runElementwise(gpu, {
    key: other ? 'pixel-products' : 'global-average',
    threads: batch * channels,
    writes: { result },
    reads: other ? { x, other } : { x },
    sizes: { channels, pixels: height * width },
    body: `let first = (i / p.channels) * p.pixels * p.channels + i % p.channels;
  var sum = 0.0;
  for (var pixel = 0u; pixel < p.pixels; pixel++) {
    let at = first + pixel * p.channels;
    sum += ${other ? 'x[at] * other[at]' : 'x[at]'};
  }
  result[i] = ${other ? 'sum' : 'sum / f32(p.pixels)'};`,
  });
  return result;
}

function scaled(gpu: WebGPUInternals, x: tf.Tensor4D, weights: tf.Tensor2D): tf.TensorInfo {
  const [, height, width, channels] = x.shape;
  const y = emptyTensor(gpu, x.shape);
  runElementwise(gpu, {
    key: 'scale-channels',
    threads: x.size,
    writes: { y },
    reads: { x, weights },
    sizes: { channels, pixels: height * width },
    body: 'y[i] = x[i] * weights[(i / (p.pixels * p.channels)) * p.channels + i % p.channels];',
  });
  return y;
}
