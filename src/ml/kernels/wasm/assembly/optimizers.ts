/** Optimizer steps in one pass: the state is updated in place, the variable's new values are written elsewhere. */
import { address, madd, real, shareBegin, whole } from './simd';

/**
 * m ← m + (1 − β₁)(g − m), v ← v + (1 − β₂)(g² − v), w ← kept · w − rate · m / (√v + ε); rate and ε include the bias
 * corrections.
 * Arguments: old w, new w, g, length, factor of g, rate, ε, 1 − β₁, 1 − β₂, kept, m, v.
 */
export function adam(args: usize, chunk: i32, chunks: i32): void {
  const from = address(args, 0);
  const to = address(args, 1);
  const g = address(args, 2);
  const length = whole(args, 3);
  const scale = real(args, 4);
  const rate = real(args, 5);
  const epsilon = real(args, 6);
  const first = real(args, 7);
  const second = real(args, 8);
  const kept = real(args, 9);
  const m = address(args, 10);
  const v = address(args, 11);
  let i = <usize>shareBegin(length, chunk, chunks) << 2;
  const end = <usize>shareBegin(length, chunk + 1, chunks) << 2;
  for (; i + 16 <= end; i += 16) {
    const gradient = f32x4.mul(v128.load(g + i), f32x4.splat(scale));
    const oldM = v128.load(m + i);
    const oldV = v128.load(v + i);
    const newM = madd(f32x4.splat(first), f32x4.sub(gradient, oldM), oldM);
    const newV = madd(f32x4.splat(second), f32x4.sub(f32x4.mul(gradient, gradient), oldV), oldV);
    const root = f32x4.add(f32x4.sqrt(newV), f32x4.splat(epsilon));
    const change = f32x4.div(f32x4.mul(newM, f32x4.splat(rate)), root);
    v128.store(m + i, newM);
    v128.store(v + i, newV);
    v128.store(to + i, f32x4.sub(f32x4.mul(v128.load(from + i), f32x4.splat(kept)), change));
  }
  for (; i < end; i += 4) {
    const gradient = load<f32>(g + i) * scale;
    const newM = load<f32>(m + i) + first * (gradient - load<f32>(m + i));
    const newV = load<f32>(v + i) + second * (gradient * gradient - load<f32>(v + i));
    store<f32>(m + i, newM);
    store<f32>(v + i, newV);
    store<f32>(to + i, load<f32>(from + i) * kept - (rate * newM) / (sqrt<f32>(newV) + epsilon));
  }
}

/**
 * d = g + decay · w, s ← momentum · s + d, w ← w − rate · s; with Nesterov w ← w − rate · (d + momentum · s).
 * Arguments: old w, new w, g, length, factor of g, rate, decay, momentum, Nesterov or not, s.
 */
export function sgd(args: usize, chunk: i32, chunks: i32): void {
  const from = address(args, 0);
  const to = address(args, 1);
  const g = address(args, 2);
  const length = whole(args, 3);
  const scale = real(args, 4);
  const rate = real(args, 5);
  const decay = real(args, 6);
  const momentum = real(args, 7);
  const nesterov = whole(args, 8);
  const s = address(args, 9);
  let i = <usize>shareBegin(length, chunk, chunks) << 2;
  const end = <usize>shareBegin(length, chunk + 1, chunks) << 2;
  for (; i + 16 <= end; i += 16) {
    const w = v128.load(from + i);
    const d = madd(f32x4.splat(decay), w, f32x4.mul(v128.load(g + i), f32x4.splat(scale)));
    const velocity = madd(f32x4.splat(momentum), v128.load(s + i), d);
    const change = nesterov ? madd(f32x4.splat(momentum), velocity, d) : velocity;
    v128.store(s + i, velocity);
    v128.store(to + i, f32x4.sub(w, f32x4.mul(f32x4.splat(rate), change)));
  }
  for (; i < end; i += 4) {
    const w = load<f32>(from + i);
    const d = load<f32>(g + i) * scale + decay * w;
    const velocity = momentum * load<f32>(s + i) + d;
    store<f32>(s + i, velocity);
    store<f32>(to + i, w - rate * (nesterov ? d + momentum * velocity : velocity));
  }
}
