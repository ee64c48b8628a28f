/** The same norms with given statistics. */
import { NORMS } from './batch-norm';
import type { KernelBench } from './kernel-bench';
import { normRow } from './norm-row';

export const frozenNorm: KernelBench = {
  file: 'frozen-norm',
  rows: NORMS.map((norm) => normRow(norm, 'normInference', { operation: 'normInference' })),
};
