/**
 * Max pooling that stores where each maximum was: one dispatch forward and one backward, where tfjs has to search for
 * the maxima again. Of equal values the first one counts, as in PyTorch.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Padding } from '../conv-geometry';
import { runElementwise } from './elementwise';
import { internals } from './internals';
import { emptyTensor } from './run-kernel';

const asTensor = (info: tf.TensorInfo) => tf.engine().makeTensorFromTensorInfo(info);

/** Padding is never the maximum. x `[batch, height, width, channels]`, differentiable. */
export function maxPoolOnGPU(x: tf.Tensor4D, size: number, stride: number, padding: Padding): tf.Tensor4D {
  const gpu = internals();
  const info = tf.backend_util.computePool2DInfo(x.shape, size, stride, 1, padding);
  const sizes = {
    channels: info.inChannels,
    inHeight: info.inHeight,
    inWidth: info.inWidth,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    size,
    stride,
    padTop: info.padInfo.top,
    padLeft: info.padInfo.left,
  };
  const operation = tf.customGrad((...args) => {
    const [tx, save] = args as [tf.Tensor, tf.GradSaveFunc];
    const y = emptyTensor(gpu, info.outShape);
    const places = emptyTensor(gpu, info.outShape);
    runElementwise(gpu, {
      key: 'max-pool',
      threads: tf.util.sizeFromShape(info.outShape),
      writes: { y, places },
      reads: { x: tx },
      sizes,
      body: `let c = i % p.channels;
  let column = (i / p.channels) % p.outWidth;
  let row = (i / (p.channels * p.outWidth)) % p.outHeight;
  let image = i / (p.channels * p.outWidth * p.outHeight);
  var best = 0.0;
  var place = p.size * p.size;
  for (var fr = 0u; fr < p.size; fr++) {
    let r = i32(row * p.stride + fr) - i32(p.padTop);
    if (r < 0 || r >= i32(p.inHeight)) { continue; }
    for (var fc = 0u; fc < p.size; fc++) {
      let s = i32(column * p.stride + fc) - i32(p.padLeft);
      if (s < 0 || s >= i32(p.inWidth)) { continue; }
      let value = x[((image * p.inHeight + u32(r)) * p.inWidth + u32(s)) * p.channels + c];
      if (place == p.size * p.size || value > best) { best = value; place = fr * p.size + fc; }
    }
  }
  y[i] = best;
  places[i] = f32(place);`,
    });
    save([asTensor(places)]);
    return {
      value: asTensor(y),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const dx = emptyTensor(gpu, x.shape);
        runElementwise(gpu, {
          key: 'max-pool-gradient',
          threads: x.size,
          writes: { dx },
          reads: { dy, places: saved[0] },
          sizes,
          body: `let c = i % p.channels;
  let column = (i / p.channels) % p.inWidth + p.padLeft;
  let row = (i / (p.channels * p.inWidth)) % p.inHeight + p.padTop;
  let image = i / (p.channels * p.inWidth * p.inHeight);
  var sum = 0.0;
  for (var fr = row % p.stride; fr < p.size && fr <= row; fr += p.stride) {
    let r = (row - fr) / p.stride;
    if (r >= p.outHeight) { continue; }
    for (var fc = column % p.stride; fc < p.size && fc <= column; fc += p.stride) {
      let s = (column - fc) / p.stride;
      if (s >= p.outWidth) { continue; }
      let o = ((image * p.outHeight + r) * p.outWidth + s) * p.channels + c;
      if (places[o] == f32(fr * p.size + fc)) { sum += dy[o]; }
    }
  }
  dx[i] = sum;`,
        });
        return asTensor(dx);
      },
    };
  });
  return operation(x) as tf.Tensor4D;
}
