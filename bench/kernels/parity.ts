/** Checks our kernels on an adapter: runs the checks of the tests in a separate process. */
import { deviceFeatures, watchDevice } from '../../src/ml/backends/webgpu-device';
import { opsFor } from '../../src/ml/layers/ops-for';
import { runCheck, type CheckResult } from '../../src/ml/testing/checks/check';
import { convolutionCaseChecks, webgpuChecks } from '../../src/ml/testing/checks/webgpu-checks';
import { startFresh } from '../train/measure';

export interface Parity {
  /** Whether the device has `shader-f16`, so that 16-bit tiles were checked, too. */
  f16: boolean;
  results: CheckResult[];
}

/** @param all Also runs every case of the convolutions' tests, not only a few of each kernel. */
export async function checkParity(all: boolean): Promise<Parity> {
  await startFresh();
  const { f16 } = deviceFeatures();
  const few = webgpuChecks(opsFor('webgpu'));
  const many = all ? convolutionCaseChecks(f16 ? ['f32', 'f16'] : ['f32']) : [];
  const results: CheckResult[] = [];
  for (const check of [...few, ...many]) {
    results.push(await runCheck(check));
    // a device that refused one command does no more work
    if (watchDevice()?.failure) break;
  }
  return { f16, results };
}
