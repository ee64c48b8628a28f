/** Batch norms in training: statistics, moving averages, residual and activation. */
import type { KernelBench } from './kernel-bench';
import { normRow, type NormLayer } from './norm-row';

export const NORMS: readonly NormLayer[] = [
  { layer: 'ResNet18, stage 1', channels: 64, activation: 'relu', residual: false },
  { layer: 'ResNet18, end of a block', channels: 64, activation: 'relu', residual: true },
  { layer: 'MobileNetV2, block 3', channels: 144, activation: 'relu6', residual: false },
];

export const batchNorm: KernelBench = {
  file: 'batch-norm',
  rows: NORMS.map((norm) => normRow(norm, 'normTraining', { operation: 'normTraining' })),
};
