/** Elementwise kernels. */
import { activate1, activate4, address, pass1, pass4, shareBegin, whole } from './simd';

/** activation(a + b), or activation(a) if b is 0. Arguments: a, b or 0, result, length, activation. */
export function addActivate(args: usize, chunk: i32, chunks: i32): void {
  const a = address(args, 0);
  const b = address(args, 1);
  const to = address(args, 2);
  const length = whole(args, 3);
  const activation = whole(args, 4);
  let i = <usize>shareBegin(length, chunk, chunks) << 2;
  const end = <usize>shareBegin(length, chunk + 1, chunks) << 2;
  for (; i + 16 <= end; i += 16) {
    let value = v128.load(a + i);
    if (b) value = f32x4.add(value, v128.load(b + i));
    v128.store(to + i, activate4(value, activation));
  }
  for (; i < end; i += 4) {
    const value = b ? load<f32>(a + i) + load<f32>(b + i) : load<f32>(a + i);
    store<f32>(to + i, activate1(value, activation));
  }
}

/** dy where the activation passes it, else 0. Arguments: dy, y, result, length, activation. */
export function activationGradient(args: usize, chunk: i32, chunks: i32): void {
  const g = address(args, 0);
  const y = address(args, 1);
  const to = address(args, 2);
  const length = whole(args, 3);
  const activation = whole(args, 4);
  let i = <usize>shareBegin(length, chunk, chunks) << 2;
  const end = <usize>shareBegin(length, chunk + 1, chunks) << 2;
  for (; i + 16 <= end; i += 16) v128.store(to + i, pass4(v128.load(g + i), v128.load(y + i), activation));
  for (; i < end; i += 4) store<f32>(to + i, pass1(load<f32>(g + i), load<f32>(y + i), activation));
}
