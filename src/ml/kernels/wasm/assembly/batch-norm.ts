/**
 * Batch normalisation of rows `[rows, channels]` in two passes each way: sums over the batch, then every value. The sums
 * are of differences from a first value, taken in short runs of float32 that are added up in float64.
 */
import { activate1, activate4, address, LINEAR, madd, pass1, pass4, real, shareBegin, whole } from './simd';

/** Rows per run: keeps float32 sums short. */
const RUN: i32 = 64;

/**
 * Σ (x − shift) and Σ (x − shift)² over one chunk of the rows; shift is the first of all rows.
 * Arguments: x, rows, channels, scratch, scratch bytes per chunk (two sums in float64, then two in float32, `[channels]`
 * each).
 */
export function normSums(args: usize, chunk: i32, chunks: i32): void {
  const x = address(args, 0);
  const rows = whole(args, 1);
  const channels = whole(args, 2);
  const total = address(args, 3) + <usize>(chunk * whole(args, 4));
  const run = total + (<usize>channels << 4);
  const step = <usize>channels << 2;
  memory.fill(total, 0, <usize>channels << 4);
  const end = shareBegin(rows, chunk + 1, chunks);
  for (let row = shareBegin(rows, chunk, chunks); row < end; row += RUN) {
    const count = min(RUN, end - row);
    const from = x + <usize>row * step;
    memory.fill(run, 0, 2 * step);
    let r = 0;
    for (; r + 4 <= count; r += 4) fourRows(x, from + <usize>r * step, run, step);
    for (; r < count; r++)
      for (let c: usize = 0; c < step; c += 4) {
        const d = load<f32>(from + <usize>r * step + c) - load<f32>(x + c);
        store<f32>(run + c, load<f32>(run + c) + d);
        store<f32>(run + step + c, load<f32>(run + step + c) + d * d);
      }
    addRun(run, total, 2 * channels);
  }
}

function fourRows(shift: usize, from: usize, sums: usize, step: usize): void {
  let c: usize = 0;
  for (; c + 16 <= step; c += 16) {
    const k = v128.load(shift + c);
    const at = from + c;
    const d0 = f32x4.sub(v128.load(at), k);
    const d1 = f32x4.sub(v128.load(at + step), k);
    const d2 = f32x4.sub(v128.load(at + 2 * step), k);
    const d3 = f32x4.sub(v128.load(at + 3 * step), k);
    const sum = f32x4.add(f32x4.add(d0, d1), f32x4.add(d2, d3));
    v128.store(sums + c, f32x4.add(v128.load(sums + c), sum));
    const squares = sums + step + c;
    v128.store(squares, madd(d0, d0, madd(d1, d1, madd(d2, d2, madd(d3, d3, v128.load(squares))))));
  }
  for (; c < step; c += 4)
    for (let r: usize = 0; r < 4; r++) {
      const d = load<f32>(from + r * step + c) - load<f32>(shift + c);
      store<f32>(sums + c, load<f32>(sums + c) + d);
      store<f32>(sums + step + c, load<f32>(sums + step + c) + d * d);
    }
}

function addRun(run: usize, total: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>count; i++)
    store<f64>(total + (i << 3), load<f64>(total + (i << 3)) + <f64>load<f32>(run + (i << 2)));
}

/**
 * Adds up the sums of all chunks to what the forward pass needs, and updates the moving averages.
 * Arguments: x, rows, channels, scratch, scratch bytes per chunk, chunks, γ, β, moving mean, moving variance, new moving
 * mean, new moving variance, mean, 1 / √(σ² + ε), γ / √(σ² + ε), β − μ γ / √(σ² + ε), ε, momentum.
 */
export function normMoments(args: usize): void {
  const rows = <f64>whole(args, 1);
  const channels = <usize>whole(args, 2);
  const step = <usize>whole(args, 4);
  const parts = whole(args, 5);
  const momentum = <f64>real(args, 17);
  const unbias = rows / max<f64>(1, rows - 1);
  for (let c: usize = 0; c < channels; c++) {
    const at = c << 2;
    let sum: f64 = 0;
    let squares: f64 = 0;
    for (let part = 0; part < parts; part++) {
      const sums = address(args, 3) + step * <usize>part;
      sum += load<f64>(sums + (c << 3));
      squares += load<f64>(sums + ((channels + c) << 3));
    }
    const far = sum / rows;
    const mean = <f64>load<f32>(address(args, 0) + at) + far;
    const variance = max<f64>(0, squares / rows - far * far);
    const inverse = 1 / Math.sqrt(variance + <f64>real(args, 16));
    const factor = <f64>load<f32>(address(args, 6) + at) * inverse;
    const oldMean = <f64>load<f32>(address(args, 8) + at);
    const oldVariance = <f64>load<f32>(address(args, 9) + at);
    store<f32>(address(args, 10) + at, <f32>(oldMean + momentum * (mean - oldMean)));
    store<f32>(address(args, 11) + at, <f32>(oldVariance + momentum * (variance * unbias - oldVariance)));
    store<f32>(address(args, 12) + at, <f32>mean);
    store<f32>(address(args, 13) + at, <f32>inverse);
    store<f32>(address(args, 14) + at, <f32>factor);
    store<f32>(address(args, 15) + at, <f32>(<f64>load<f32>(address(args, 7) + at) - mean * factor));
  }
}

/**
 * y = activation(x · factor + offset + residual).
 * Arguments: x, factor, offset, residual or 0, y, rows, channels, activation.
 */
export function normApply(args: usize, chunk: i32, chunks: i32): void {
  const factor = address(args, 1);
  const offset = address(args, 2);
  const residual = address(args, 3);
  const rows = whole(args, 5);
  const step = <usize>whole(args, 6) << 2;
  const activation = whole(args, 7);
  const begin = <usize>shareBegin(rows, chunk, chunks) * step;
  const end = <usize>shareBegin(rows, chunk + 1, chunks) * step;
  const x = address(args, 0);
  const y = address(args, 4);
  for (let row = begin; row < end; row += step) {
    let c: usize = 0;
    for (; c + 16 <= step; c += 16) {
      let value = madd(v128.load(x + row + c), v128.load(factor + c), v128.load(offset + c));
      if (residual) value = f32x4.add(value, v128.load(residual + row + c));
      v128.store(y + row + c, activate4(value, activation));
    }
    for (; c < step; c += 4) {
      let value = load<f32>(x + row + c) * load<f32>(factor + c) + load<f32>(offset + c);
      if (residual) value += load<f32>(residual + row + c);
      store<f32>(y + row + c, activate1(value, activation));
    }
  }
}

/**
 * Σ dz and Σ dz · (x − mean) over one chunk of the rows. dz is dy where the activation passes it, else 0; it is stored
 * if an address is given.
 * Arguments: dy, y or 0, x or 0, mean, rows, channels, dz or 0, activation, scratch, scratch bytes per chunk (as in
 * `normSums`). Without x, only Σ dz is valid.
 */
export function normGradientSums(args: usize, chunk: i32, chunks: i32): void {
  const rows = whole(args, 4);
  const channels = whole(args, 5);
  const total = address(args, 8) + <usize>(chunk * whole(args, 9));
  const run = total + (<usize>channels << 4);
  const step = <usize>channels << 2;
  memory.fill(total, 0, <usize>channels << 4);
  const end = shareBegin(rows, chunk + 1, chunks);
  for (let row = shareBegin(rows, chunk, chunks); row < end; row += RUN) {
    const count = min(RUN, end - row);
    memory.fill(run, 0, 2 * step);
    for (let r = 0; r < count; r++) gradientRow(args, <usize>(row + r) * step, run, step);
    addRun(run, total, 2 * channels);
  }
}

function gradientRow(args: usize, at: usize, sums: usize, step: usize): void {
  const mean = address(args, 3);
  const activation = whole(args, 7);
  const g = address(args, 0) + at;
  const hasX = address(args, 2) !== 0;
  const writes = address(args, 6) !== 0;
  const x = hasX ? address(args, 2) + at : g;
  const y = activation === LINEAR ? g : address(args, 1) + at;
  const z = address(args, 6) + at;
  let c: usize = 0;
  for (; c + 16 <= step; c += 16) {
    const dz = pass4(v128.load(g + c), v128.load(y + c), activation);
    if (writes) v128.store(z + c, dz);
    v128.store(sums + c, f32x4.add(v128.load(sums + c), dz));
    if (hasX) {
      const far = f32x4.sub(v128.load(x + c), v128.load(mean + c));
      v128.store(sums + step + c, madd(dz, far, v128.load(sums + step + c)));
    }
  }
  for (; c < step; c += 4) {
    const dz = pass1(load<f32>(g + c), load<f32>(y + c), activation);
    if (writes) store<f32>(z + c, dz);
    store<f32>(sums + c, load<f32>(sums + c) + dz);
    if (hasX)
      store<f32>(
        sums + step + c,
        load<f32>(sums + step + c) + dz * (load<f32>(x + c) - load<f32>(mean + c)),
      );
  }
}

/**
 * From the sums of all chunks: dγ, dβ, and the coefficients of dx = a · dz + b · (x − mean) + c.
 * Arguments: rows, channels, scratch, scratch bytes per chunk, chunks, γ, inverse, dγ, dβ, a, b, c. If inverse is 0
 * (only a bias), only dβ is written.
 */
export function normGradientMoments(args: usize): void {
  const rows = <f64>whole(args, 0);
  const channels = <usize>whole(args, 1);
  const step = <usize>whole(args, 3);
  const parts = whole(args, 4);
  for (let c: usize = 0; c < channels; c++) {
    const at = c << 2;
    let sum: f64 = 0;
    let product: f64 = 0;
    for (let part = 0; part < parts; part++) {
      const sums = address(args, 2) + step * <usize>part;
      sum += load<f64>(sums + (c << 3));
      product += load<f64>(sums + ((channels + c) << 3));
    }
    store<f32>(address(args, 8) + at, <f32>sum);
    if (!address(args, 6)) continue;
    const inverse = <f64>load<f32>(address(args, 6) + at);
    const gamma = <f64>load<f32>(address(args, 5) + at);
    const dgamma = product * inverse;
    const a = gamma * inverse;
    store<f32>(address(args, 7) + at, <f32>dgamma);
    store<f32>(address(args, 9) + at, <f32>a);
    store<f32>(address(args, 10) + at, <f32>((-a * inverse * dgamma) / rows));
    store<f32>(address(args, 11) + at, <f32>((-a * sum) / rows));
  }
}

/** dx = a · dz + b · (x − mean) + c. Arguments: dy, y, x, mean, a, b, c, dx, rows, channels, activation. */
export function normGradientApply(args: usize, chunk: i32, chunks: i32): void {
  const mean = address(args, 3);
  const a = address(args, 4);
  const b = address(args, 5);
  const offset = address(args, 6);
  const rows = whole(args, 8);
  const step = <usize>whole(args, 9) << 2;
  const activation = whole(args, 10);
  const g = address(args, 0);
  const y = activation === LINEAR ? g : address(args, 1);
  const x = address(args, 2);
  const dx = address(args, 7);
  const begin = <usize>shareBegin(rows, chunk, chunks) * step;
  const end = <usize>shareBegin(rows, chunk + 1, chunks) * step;
  for (let row = begin; row < end; row += step) {
    let c: usize = 0;
    for (; c + 16 <= step; c += 16) {
      const at = row + c;
      const dz = pass4(v128.load(g + at), v128.load(y + at), activation);
      const far = f32x4.sub(v128.load(x + at), v128.load(mean + c));
      const rest = madd(far, v128.load(b + c), v128.load(offset + c));
      v128.store(dx + at, madd(dz, v128.load(a + c), rest));
    }
    for (; c < step; c += 4) {
      const at = row + c;
      const dz = pass1(load<f32>(g + at), load<f32>(y + at), activation);
      const far = load<f32>(x + at) - load<f32>(mean + c);
      store<f32>(dx + at, dz * load<f32>(a + c) + far * load<f32>(b + c) + load<f32>(offset + c));
    }
  }
}

/**
 * dz · factor: dx of a norm with given statistics.
 * Arguments: dy, y, factor, dx, rows, channels, activation.
 */
export function scaleGradient(args: usize, chunk: i32, chunks: i32): void {
  const factor = address(args, 2);
  const dx = address(args, 3);
  const rows = whole(args, 4);
  const step = <usize>whole(args, 5) << 2;
  const activation = whole(args, 6);
  const g = address(args, 0);
  const y = activation === LINEAR ? g : address(args, 1);
  const begin = <usize>shareBegin(rows, chunk, chunks) * step;
  const end = <usize>shareBegin(rows, chunk + 1, chunks) * step;
  for (let row = begin; row < end; row += step) {
    let c: usize = 0;
    for (; c + 16 <= step; c += 16) {
      const at = row + c;
      const dz = pass4(v128.load(g + at), v128.load(y + at), activation);
      v128.store(dx + at, f32x4.mul(dz, v128.load(factor + c)));
    }
    for (; c < step; c += 4) {
      const at = row + c;
      store<f32>(dx + at, pass1(load<f32>(g + at), load<f32>(y + at), activation) * load<f32>(factor + c));
    }
  }
}
