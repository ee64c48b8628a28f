/** An optimizer step on WASM: its state is updated in place, the variable's new values go to a new tensor. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { float, wasmKernels } from './wasm-kernels';

export interface OptimizerMove {
  /** The variable's current values, and the tensor for the new ones. */
  from: TensorInfo;
  to: TensorInfo;
  gradient: TensorInfo;
  state: readonly TensorInfo[];
  /** Factor of the gradient. */
  scale: number;
}

/** `numbers`: rate, ε, 1 − β₁, 1 − β₂, the share of the weight that remains after decay; state: both moments. */
export function moveByAdam(move: OptimizerMove, numbers: readonly number[]): void {
  const wasm = wasmKernels();
  const length = move.to.shape.reduce((a, b) => a * b, 1);
  wasm.run(
    'adam',
    [
      ...common(move, length),
      ...numbers.slice(0, 5).map(float),
      ...move.state.map((one) => wasm.address(one)),
    ],
    wasm.chunks(length),
  );
}

/** `numbers`: rate, decay, momentum; state: the velocity. */
export function moveBySgd(move: OptimizerMove, numbers: readonly number[], nesterov: boolean): void {
  const wasm = wasmKernels();
  const length = move.to.shape.reduce((a, b) => a * b, 1);
  wasm.run(
    'sgd',
    [
      ...common(move, length),
      ...numbers.slice(0, 3).map(float),
      nesterov ? 1 : 0,
      ...move.state.map((one) => wasm.address(one)),
    ],
    wasm.chunks(length),
  );
}

function common({ from, to, gradient, scale }: OptimizerMove, length: number): number[] {
  const wasm = wasmKernels();
  return [wasm.address(from), wasm.address(to), wasm.address(gradient), length, float(scale)];
}
