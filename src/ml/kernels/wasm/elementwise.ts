/** Elementwise sums and activations, with their gradients. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedActivation } from '../activations';
import { type WasmKernels, ACTIVATION_CODES } from './wasm-kernels';

const lengthOf = ({ shape }: TensorInfo) => shape.reduce((a, b) => a * b, 1);

/** activation(a + b), both of the same shape; activation(a) without b. */
export function addActivate(
  wasm: WasmKernels,
  a: TensorInfo,
  b: TensorInfo | null,
  activation: FusedActivation,
): TensorInfo {
  const y = wasm.output(a.shape);
  const length = lengthOf(a);
  wasm.run(
    'addActivate',
    [wasm.address(a), b ? wasm.address(b) : 0, wasm.address(y), length, ACTIVATION_CODES[activation]],
    wasm.chunks(length),
  );
  return y;
}

/** dy where y is strictly inside the activation's bounds, else 0. */
export function activationGradient(
  wasm: WasmKernels,
  dy: TensorInfo,
  y: TensorInfo,
  activation: FusedActivation,
): TensorInfo {
  const dx = wasm.output(dy.shape);
  const length = lengthOf(dy);
  wasm.run(
    'activationGradient',
    [wasm.address(dy), wasm.address(y), wasm.address(dx), length, ACTIVATION_CODES[activation]],
    wasm.chunks(length),
  );
  return dx;
}
