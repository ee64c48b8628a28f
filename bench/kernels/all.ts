/** The benches of all kernels: a new kernel adds its own here, and `all.test.ts` checks it. */
import { activation } from './activation';
import { batchNorm } from './batch-norm';
import { biasedConvolution } from './biased-convolution';
import { conv2d } from './conv2d';
import { depthwise } from './depthwise';
import { frozenNorm } from './frozen-norm';
import type { KernelBench } from './kernel-bench';
import { lossGradient } from './loss-gradient';
import { maxPool } from './max-pool';
import { mixedConvolution } from './mixed-convolution';
import { multiTensorOps } from './multi-tensor-ops';
import { optimizer } from './optimizer';
import { pooling } from './pooling';

export const KERNEL_BENCHES: readonly KernelBench[] = [
  conv2d,
  depthwise,
  biasedConvolution,
  batchNorm,
  frozenNorm,
  activation,
  maxPool,
  pooling,
  lossGradient,
  optimizer,
  multiTensorOps,
  mixedConvolution,
];
