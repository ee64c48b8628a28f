/** The two sides of a row: all of our kernels, and all except the row's own. */
import { deviceFeatures } from '../../src/ml/backends/webgpu-device';
import { installKernels, REPLACEABLE } from '../../src/ml/kernels/webgpu/install';
import { switchOff } from '../../src/ml/kernels/webgpu/switches';
import type { NetworkOps } from '../../src/ml/layers/ops';
import { webgpuOps, webgpuOpsWithout } from '../../src/ml/layers/webgpu-ops';
import { mixedOps } from '../../src/ml/layers/mixed-ops';
import type { KernelSwitch } from './kernel-bench';

export type Side = 'ours' | 'without';

/** The operations of a side on the current backend. */
export function opsOf(off: KernelSwitch, side: Side): NetworkOps {
  if (side === 'ours') return 'mixed' in off ? mixedOps(deviceFeatures().f16 ? 'f16' : 'f32') : webgpuOps;
  return 'operation' in off ? webgpuOpsWithout([off.operation]) : webgpuOps;
}

/** Does work on a side; afterwards tfjs's kernels are restored. */
export function onSide<T>(off: KernelSwitch, side: Side, work: () => T): T {
  const without = side === 'without';
  const replaced = REPLACEABLE.filter((name) => !(without && 'replaces' in off && off.replaces === name));
  const restores = [installKernels(replaced), switchOff(without && 'own' in off ? [off.own] : [])];
  try {
    return work();
  } finally {
    for (const restore of restores) restore();
  }
}
