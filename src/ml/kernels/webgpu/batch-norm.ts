/**
 * Batch normalisation in training, fused with the activation after it and with a residual added before that:
 *
 *   y = activation(γ · (x − μ) / √(σ² + ε) + β [+ residual])
 *
 * Three dispatches forward (sums, statistics and moving averages, result) and three backward (sums, their totals,
 * gradients), where tfjs composes 43. Source: Ioffe & Szegedy 2015; moving averages as PyTorch keeps them (unbiased
 * variance).
 */
import * as tf from '@tensorflow/tfjs-core';
import { runChannelSums, sizesOf, type Sizes } from './channel-sums';
import { activated, passes } from './fused-activation';
import { canBeHalf, emptyHalf, HALF_FUNCTIONS, isHalf, scalars } from './half';
import { internals, type WebGPUInternals } from './internals';
import { emptyTensor, foldWorkgroups, packParams, runKernel } from './run-kernel';
import type { FusedActivation } from '../activations';

export interface BatchNormOptions {
  epsilon: number;
  activation: FusedActivation;
  /** Share of the new statistics in the moving averages (PyTorch's momentum: 0.1; Keras's is 1 − 0.99). */
  momentum: number;
  /** `[channels]` each, updated in place; not updated if missing. */
  moving?: { mean: tf.TensorInfo; variance: tf.TensorInfo };
  /** Stores the result in 16 bits if the number of channels is divisible by four. False by default. */
  half?: boolean;
}

/** Mean and 1 / √(σ² + ε) as `[2, channels]`; also updates the moving averages. */
function statistics(
  gpu: WebGPUInternals,
  x: tf.TensorInfo,
  sizes: Sizes,
  { epsilon, momentum, moving }: BatchNormOptions,
): tf.TensorInfo {
  const { rows, channels, count } = sizes;
  const values = scalars('x', isHalf(x));
  const stored = isHalf(x) ? 'half' : '';
  const parts = runChannelSums(gpu, sizes, {
    key: `batch-norm-sums ${stored}`,
    reads: { x },
    types: { x: values.type },
    // sums of differences from the channel's first value: with a large mean, the variance would cancel otherwise
    before: `let origin = ${values.at('c')};`,
    terms: `let d = ${values.at('i')} - origin; a += d; b = fma(d, d, b);`,
  });
  const stats = emptyTensor(gpu, [2, channels]);
  runKernel(gpu, {
    key: `batch-norm-statistics ${moving ? 'moving' : ''} ${stored}`,
    code: () => `
struct Params { rows : f32, channels : u32, parts : u32, epsilon : f32, momentum : f32 }
@group(0) @binding(0) var<storage, read_write> stats : array<f32>;
${
  moving
    ? `@group(0) @binding(1) var<storage, read_write> movingMean : array<f32>;
@group(0) @binding(2) var<storage, read_write> movingVariance : array<f32>;
@group(0) @binding(3) var<storage, read> sums : array<f32>;
@group(0) @binding(4) var<storage, read> x : ${values.type};
@group(0) @binding(5) var<uniform> p : Params;`
    : `@group(0) @binding(1) var<storage, read> sums : array<f32>;
@group(0) @binding(2) var<storage, read> x : ${values.type};
@group(0) @binding(3) var<uniform> p : Params;`
}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  let c = id.x;
  if (c >= p.channels) { return; }
  var a = 0.0;
  var b = 0.0;
  for (var part = 0u; part < p.parts; part++) {
    a += sums[part * 2u * p.channels + c];
    b += sums[(part * 2u + 1u) * p.channels + c];
  }
  let offset = a / p.rows;
  let mean = ${values.at('c')} + offset;
  let variance = max(0.0, b / p.rows - offset * offset);
  stats[c] = mean;
  stats[p.channels + c] = inverseSqrt(variance + p.epsilon);
  ${
    moving
      ? `movingMean[c] += p.momentum * (mean - movingMean[c]);
  movingVariance[c] += p.momentum * (variance * p.rows / max(1.0, p.rows - 1.0) - movingVariance[c]);`
      : ''
  }
}`,
    writes: moving ? [stats, moving.mean, moving.variance] : [stats],
    reads: [parts, x],
    params: packParams([
      ['f', rows],
      ['u', channels],
      ['u', count],
      ['f', epsilon],
      ['f', momentum],
    ]),
    workgroups: [Math.ceil(channels / 64), 1, 1],
  });
  gpu.disposeData(parts.dataId);
  return stats;
}

/** Which of a kernel's tensors are stored in 16 bits, as part of its key. */
function stores(named: Readonly<Record<string, tf.TensorInfo | null>>): string {
  return Object.entries(named)
    .filter(([, tensor]) => tensor && isHalf(tensor))
    .map(([name]) => `half-${name}`)
    .join(' ');
}

function result(
  gpu: WebGPUInternals,
  x: tf.TensorInfo,
  stats: tf.TensorInfo,
  gamma: tf.TensorInfo,
  beta: tf.TensorInfo,
  residual: tf.TensorInfo | null,
  { activation, half = false }: BatchNormOptions,
): tf.TensorInfo {
  const { rows, channels } = sizesOf(x.shape);
  const pairs = half && canBeHalf(x.shape);
  const y = pairs ? emptyHalf(gpu, [...x.shape]) : emptyTensor(gpu, x.shape);
  // each thread writes one word
  const size = (rows * channels) / (pairs ? 2 : 1);
  const workgroups = foldWorkgroups(Math.ceil(size / 64));
  const values = scalars('x', isHalf(x));
  const others = scalars('residual', residual !== null && isHalf(residual));
  runKernel(gpu, {
    key: `batch-norm-result ${activation} ${residual ? 'residual' : ''} ${stores({ x, residual, y })}`,
    code: () => `
struct Params { size : u32, channels : u32, groupsAcross : u32 }
@group(0) @binding(0) var<storage, read_write> y : array<${pairs ? 'u32' : 'f32'}>;
@group(0) @binding(1) var<storage, read> x : ${values.type};
@group(0) @binding(2) var<storage, read> stats : array<f32>;
@group(0) @binding(3) var<storage, read> gamma : array<f32>;
@group(0) @binding(4) var<storage, read> beta : array<f32>;
${residual ? `@group(0) @binding(5) var<storage, read> residual : ${others.type};` : ''}
@group(0) @binding(${residual ? 6 : 5}) var<uniform> p : Params;
${pairs ? HALF_FUNCTIONS : ''}
fn normalized(i : u32) -> f32 {
  let c = i % p.channels;
  let value = (${values.at('i')} - stats[c]) * stats[p.channels + c] * gamma[c] + beta[c]${residual ? ` + ${others.at('i')}` : ''};
  return ${activated(activation, 'value')};
}
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_index) thread : u32) {
  let i = (group.y * p.groupsAcross + group.x) * 64u + thread;
  if (i >= p.size) { return; }
  y[i] = ${pairs ? 'narrow(normalized(i * 2u), normalized(i * 2u + 1u))' : 'normalized(i)'};
}`,
    writes: [y],
    reads: residual ? [x, stats, gamma, beta, residual] : [x, stats, gamma, beta],
    params: packParams([
      ['u', size],
      ['u', channels],
      ['u', workgroups[0]],
    ]),
    workgroups,
  });
  return y;
}

interface Gradients {
  dx: tf.TensorInfo;
  dgamma: tf.TensorInfo;
  dbeta: tf.TensorInfo;
  dresidual: tf.TensorInfo | null;
}

function gradients(
  gpu: WebGPUInternals,
  dy: tf.TensorInfo,
  saved: { x: tf.TensorInfo; y: tf.TensorInfo; stats: tf.TensorInfo; gamma: tf.TensorInfo },
  withResidual: boolean,
  activation: FusedActivation,
): Gradients {
  const { x, y, stats, gamma } = saved;
  const sizes = sizesOf(x.shape);
  const { rows, channels, count } = sizes;
  const needsY = activation !== 'linear';
  const inputs = scalars('x', isHalf(x));
  const results = scalars('yy', isHalf(y));
  const stored = stores({ x, y: needsY ? y : null });
  const through = needsY
    ? `let y = ${results.at('i')}; let g = select(0.0, dy[i], ${passes(activation)});`
    : 'let g = dy[i];';

  const parts = runChannelSums(gpu, sizes, {
    key: `batch-norm-gradient-sums ${activation} ${stored}`,
    reads: needsY ? { dy, x, stats, yy: y } : { dy, x, stats },
    types: { x: inputs.type, yy: results.type },
    before: 'let mean = stats[c]; let scale = stats[p.channels + c];',
    terms: `${through} a += g; b = fma(g, (${inputs.at('i')} - mean) * scale, b);`,
  });

  const dbeta = emptyTensor(gpu, [channels]);
  const dgamma = emptyTensor(gpu, [channels]);
  // dx is linear in dy and x for each channel; only eight bindings are available on every device
  const linear = emptyTensor(gpu, [4, channels]);
  runKernel(gpu, {
    key: 'batch-norm-gradient-totals',
    code: () => `
struct Params { channels : u32, parts : u32, perRow : f32 }
@group(0) @binding(0) var<storage, read_write> dbeta : array<f32>;
@group(0) @binding(1) var<storage, read_write> dgamma : array<f32>;
@group(0) @binding(2) var<storage, read_write> linear : array<f32>;
@group(0) @binding(3) var<storage, read> sums : array<f32>;
@group(0) @binding(4) var<storage, read> stats : array<f32>;
@group(0) @binding(5) var<storage, read> gamma : array<f32>;
@group(0) @binding(6) var<uniform> p : Params;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  let c = id.x;
  if (c >= p.channels) { return; }
  var a = 0.0;
  var b = 0.0;
  for (var part = 0u; part < p.parts; part++) {
    a += sums[part * 2u * p.channels + c];
    b += sums[(part * 2u + 1u) * p.channels + c];
  }
  dbeta[c] = a;
  dgamma[c] = b;
  let scale = stats[p.channels + c];
  linear[c] = stats[c];
  linear[p.channels + c] = gamma[c] * scale;
  linear[2u * p.channels + c] = a * p.perRow;
  linear[3u * p.channels + c] = b * scale * p.perRow;
}`,
    writes: [dbeta, dgamma, linear],
    reads: [parts, stats, gamma],
    params: packParams([
      ['u', channels],
      ['u', count],
      ['f', 1 / rows],
    ]),
    workgroups: [Math.ceil(channels / 64), 1, 1],
  });
  gpu.disposeData(parts.dataId);

  const dx = emptyTensor(gpu, x.shape);
  const dresidual = withResidual ? emptyTensor(gpu, x.shape) : null;
  const writes = dresidual ? [dx, dresidual] : [dx];
  const reads = needsY ? [dy, x, linear, y] : [dy, x, linear];
  const names = ['dy', 'x', 'linear', 'yy'];
  const types = ['array<f32>', inputs.type, 'array<f32>', results.type];
  const workgroups = foldWorkgroups(Math.ceil((rows * channels) / 64));
  runKernel(gpu, {
    key: `batch-norm-gradient ${activation} ${withResidual ? 'residual' : ''} ${stored}`,
    code: () => `
struct Params { size : u32, channels : u32, groupsAcross : u32 }
@group(0) @binding(0) var<storage, read_write> dx : array<f32>;
${dresidual ? '@group(0) @binding(1) var<storage, read_write> dresidual : array<f32>;' : ''}
${reads
  .map((_, i) => `@group(0) @binding(${writes.length + i}) var<storage, read> ${names[i]} : ${types[i]};`)
  .join('\n')}
@group(0) @binding(${writes.length + reads.length}) var<uniform> p : Params;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_index) thread : u32) {
  let i = (group.y * p.groupsAcross + group.x) * 64u + thread;
  if (i >= p.size) { return; }
  let c = i % p.channels;
  ${through}
  let centred = ${inputs.at('i')} - linear[c];
  dx[i] = linear[p.channels + c] * (g - linear[2u * p.channels + c] - centred * linear[3u * p.channels + c]);
  ${dresidual ? 'dresidual[i] = g;' : ''}
}`,
    writes,
    reads,
    params: packParams([
      ['u', rows * channels],
      ['u', channels],
      ['u', workgroups[0]],
    ]),
    workgroups,
  });
  gpu.disposeData(linear.dataId);
  return { dx, dgamma, dbeta, dresidual };
}

/**
 * Batch normalisation with the batch's own statistics, differentiable in all of its tensors.
 * @param x `[…, channels]`; `gamma`, `beta` `[channels]`; `residual` has x's shape, or is null.
 */
export function batchNormTraining<T extends tf.Tensor>(
  x: T,
  gamma: tf.Tensor,
  beta: tf.Tensor,
  residual: tf.Tensor | null,
  options: BatchNormOptions,
): T {
  const gpu = internals();
  const engine = tf.engine();
  const asTensor = (info: tf.TensorInfo) => engine.makeTensorFromTensorInfo(info);
  const { activation } = options;
  const operation = tf.customGrad((...args: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const [tx, tgamma, tbeta, tresidual] = args as tf.Tensor[];
    const save = args[args.length - 1] as tf.GradSaveFunc;
    const statsInfo = statistics(gpu, tx, sizesOf(tx.shape), options);
    const y = asTensor(result(gpu, tx, statsInfo, tgamma, tbeta, residual ? tresidual : null, options));
    const stats = asTensor(statsInfo);
    save([tx, y, stats, tgamma]);
    return {
      value: y,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [sx, sy, sstats, sgamma] = saved;
        const found = gradients(
          gpu,
          dy,
          { x: sx, y: sy, stats: sstats, gamma: sgamma },
          residual !== null,
          activation,
        );
        const all = [found.dx, found.dgamma, found.dbeta].map(asTensor);
        if (found.dresidual) all.push(asTensor(found.dresidual));
        return all;
      },
    };
  });
  return (residual ? operation(x, gamma, beta, residual) : operation(x, gamma, beta)) as T;
}
