/**
 * Mixed-precision convolutions as operations of tfjs's tape: operands and results in 16 bits, sums and gradients in
 * float32. Kernels with their own gradients are registered with tfjs, whose tape then computes only the gradients that
 * are needed (those of the images are not).
 */
import * as tf from '@tensorflow/tfjs-core';
import { asRows, sumRows } from '../row-sums';
import type { FusedActivation } from '../activations';
import { conv2dFilterGradient, conv2dForward, conv2dInputGradient } from './conv2d';
import { convGeometry, type ConvGeometry, type Padding } from '../conv-geometry';
import { depthwiseFilterGradient, depthwiseForward, depthwiseInputGradient } from './depthwise';
import { runElementwise } from './elementwise';
import { passes } from './fused-activation';
import type { TileType } from './gemm';
import { isHalf, scalars } from './half';
import { internals } from './internals';
import { emptyTensor } from './run-kernel';

const CONVOLUTION = 'MixedConv2D';
const DEPTHWISE = 'MixedDepthwiseConv2D';

export interface MixedSettings {
  stride: number;
  padding: Padding;
  activation: FusedActivation;
  tiles: TileType;
}

function geometryOf(x: tf.TensorInfo, kernel: tf.TensorInfo, settings: MixedSettings, depthwise: boolean) {
  const info = tf.backend_util.computeConv2DInfo(
    x.shape as [number, number, number, number],
    kernel.shape as [number, number, number, number],
    settings.stride,
    1,
    settings.padding,
    undefined,
    depthwise,
  );
  return convGeometry(info);
}

const asTensor = (info: tf.TensorInfo) => tf.engine().makeTensorFromTensorInfo(info);

let registered = false;

/** Kernels outlive the backends that they are registered for, so once is enough. */
function register(): void {
  if (registered) return;
  registered = true;
  tf.registerKernel({
    kernelName: CONVOLUTION,
    backendName: 'webgpu',
    kernelFunc({ inputs, attrs }) {
      const { x, kernel, bias } = inputs as Record<string, tf.TensorInfo | undefined>;
      if (!x || !kernel) throw new Error('A convolution needs an image and a kernel.');
      const settings = attrs as unknown as MixedSettings;
      const geometry = geometryOf(x, kernel, settings, false);
      const precision = { mixed: true, tiles: settings.tiles };
      const finish = { bias: bias ?? null, activation: settings.activation };
      return conv2dForward(internals(), geometry, x, kernel, precision, finish);
    },
  });
  tf.registerGradient({
    kernelName: CONVOLUTION,
    inputsToSave: ['x', 'kernel'],
    // this gradient has already passed the activation's gate: see `gated`
    gradFunc(dy, [x, kernel], attrs) {
      const settings = attrs as unknown as MixedSettings;
      const geometry = geometryOf(x, kernel, settings, false);
      const precision = { mixed: true, tiles: settings.tiles };
      const dz = dy as tf.Tensor;
      return {
        x: () => asTensor(conv2dInputGradient(internals(), geometry, dz, kernel, precision)),
        kernel: () => asTensor(conv2dFilterGradient(internals(), geometry, x, dz, precision)),
        bias: () => tf.reshape(sumRows(asRows(dz)), [geometry.outChannels]),
      };
    },
  });
  tf.registerKernel({
    kernelName: DEPTHWISE,
    backendName: 'webgpu',
    kernelFunc({ inputs, attrs }) {
      const { x, kernel } = inputs as Record<string, tf.TensorInfo>;
      const geometry: ConvGeometry = geometryOf(x, kernel, attrs as unknown as MixedSettings, true);
      return depthwiseForward(internals(), geometry, x, kernel, true);
    },
  });
  tf.registerGradient({
    kernelName: DEPTHWISE,
    inputsToSave: ['x', 'kernel'],
    gradFunc(dy, [x, kernel], attrs) {
      const geometry = geometryOf(x, kernel, attrs as unknown as MixedSettings, true);
      const dz = dy as tf.Tensor;
      return {
        x: () => asTensor(depthwiseInputGradient(internals(), geometry, dz, kernel)),
        kernel: () => asTensor(depthwiseFilterGradient(internals(), geometry, x, dz)),
      };
    },
  });
}

/**
 * activation(x ∗ kernel + bias), a half tensor if the number of channels is divisible by four.
 * @param x `[batch, height, width, in]`, half or float32; `kernel` `[height, width, in, out]`, `bias` `[out]`
 */
export function mixedConvolution(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  bias: tf.Tensor1D | null,
  settings: MixedSettings,
): tf.Tensor4D {
  register();
  const inputs = bias ? { x, kernel, bias } : { x, kernel };
  const y: tf.Tensor4D = tf
    .engine()
    .runKernel(CONVOLUTION, inputs as tf.NamedTensorMap, settings as unknown as tf.NamedAttrMap);
  return settings.activation === 'linear' ? y : gated(y, settings.activation);
}

/** x ∗ kernel, one filter per channel: float32 arithmetic on 16-bit values. `kernel` `[height, width, channels, 1]` */
export function mixedDepthwise(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  settings: Pick<MixedSettings, 'stride' | 'padding'>,
): tf.Tensor4D {
  register();
  const inputs = { x, kernel } as tf.NamedTensorMap;
  return tf.engine().runKernel(DEPTHWISE, inputs, settings);
}

/** Returns `result`; its gradient passes where the activation, which has already been applied, passed the value. */
function gated(result: tf.Tensor4D, activation: FusedActivation): tf.Tensor4D {
  const operation = tf.customGrad((...args) => {
    const [input, save] = args as [tf.Tensor, tf.GradSaveFunc];
    save([input]);
    return {
      value: tf.clone(input),
      gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => {
        const gpu = internals();
        const dz = emptyTensor(gpu, dy.shape);
        const values = scalars('value', isHalf(saved));
        runElementwise(gpu, {
          key: `gate ${activation} ${isHalf(saved) ? 'half' : ''}`,
          threads: dy.size,
          writes: { dz },
          reads: { dy, value: saved },
          types: { value: values.type },
          body: `let y = ${values.at('i')}; dz[i] = select(0.0, dy[i], ${passes(activation)});`,
        });
        return asTensor(dz);
      },
    };
  });
  return operation(result) as tf.Tensor4D;
}
