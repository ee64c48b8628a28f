/** Optimizer steps in place, one walk over a variable. */
import { address, madd, real, shareBegin, whole } from './simd';

/**
 * Adam with decoupled weight decay: m ← m + (1 − β₁)(g − m), v ← v + (1 − β₂)(g² − v),
 * w ← w − decay · w − rate · m / (√v + ε), the corrections being in rate and ε.
 * Numbers: w, g, m, v, length, 1 − β₁, 1 − β₂, rate, ε, decay.
 */
export function adam(args: usize, chunk: i32, chunks: i32): void {
  const w = address(args, 0);
  const g = address(args, 1);
  const m = address(args, 2);
  const v = address(args, 3);
  const length = whole(args, 4);
  const first = real(args, 5);
  const second = real(args, 6);
  const rate = real(args, 7);
  const epsilon = real(args, 8);
  const keeps: f32 = 1 - real(args, 9);
  let i = <usize>shareBegin(length, chunk, chunks) << 2;
  const end = <usize>shareBegin(length, chunk + 1, chunks) << 2;
  for (; i + 16 <= end; i += 16) {
    const gradient = v128.load(g + i);
    const oldM = v128.load(m + i);
    const oldV = v128.load(v + i);
    const newM = madd(f32x4.splat(first), f32x4.sub(gradient, oldM), oldM);
    const newV = madd(f32x4.splat(second), f32x4.sub(f32x4.mul(gradient, gradient), oldV), oldV);
    const change = f32x4.div(f32x4.mul(newM, f32x4.splat(rate)), f32x4.add(f32x4.sqrt(newV), f32x4.splat(epsilon)));
    v128.store(m + i, newM);
    v128.store(v + i, newV);
    v128.store(w + i, f32x4.sub(f32x4.mul(v128.load(w + i), f32x4.splat(keeps)), change));
  }
  for (; i < end; i += 4) {
    const gradient = load<f32>(g + i);
    const newM = load<f32>(m + i) + first * (gradient - load<f32>(m + i));
    const newV = load<f32>(v + i) + second * (gradient * gradient - load<f32>(v + i));
    store<f32>(m + i, newM);
    store<f32>(v + i, newV);
    store<f32>(w + i, load<f32>(w + i) * keeps - (rate * newM) / (sqrt<f32>(newV) + epsilon));
  }
}
