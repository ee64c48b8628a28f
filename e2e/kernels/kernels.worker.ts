/** Starts a backend as the studio does, and runs every check on it. */
import { WASM_FILES } from '../../src/workers/compute/wasm-files';
import { chooseBackend } from '../../src/ml/backends/backends';
import { configureWasm } from '../../src/ml/backends/wasm';
import { watchDevice } from '../../src/ml/backends/webgpu-device';
import * as convolution from '../../src/ml/kernels/wasm/convolution';
import * as depthwise from '../../src/ml/kernels/wasm/depthwise';
import { wasmKernels } from '../../src/ml/kernels/wasm/wasm-kernels';
import { opsFor } from '../../src/ml/layers/ops-for';
import { activationChecks } from '../../src/ml/testing/checks/activations';
import {
  runCheck,
  type Check,
  type CheckResult,
  type KernelBackendName,
} from '../../src/ml/testing/checks/check';
import type { Report } from './report';
import { convolutionChecks, type Products } from '../../src/ml/testing/checks/convolutions';
import { normChecks } from '../../src/ml/testing/checks/norms';
import { optimizerChecks } from '../../src/ml/testing/checks/optimizers';
import { poolChecks } from '../../src/ml/testing/checks/pools';
import { trainingChecks } from '../../src/ml/testing/checks/training';
import { webgpuChecks } from '../../src/ml/testing/checks/webgpu-checks';

const WASM_PRODUCTS = {
  full: {
    forward: (...args) => convolution.convolutionForward(wasmKernels(), ...args, null, 'linear'),
    filterGradient: (...args) => convolution.convolutionFilterGradient(wasmKernels(), ...args),
    inputGradient: (...args) => convolution.convolutionInputGradient(wasmKernels(), ...args),
  },
  depthwise: {
    forward: (...args) => depthwise.depthwiseForward(wasmKernels(), ...args, null, 'linear'),
    filterGradient: (...args) => depthwise.depthwiseFilterGradient(wasmKernels(), ...args),
    inputGradient: (...args) => depthwise.depthwiseInputGradient(wasmKernels(), ...args),
  },
} satisfies Record<string, Products>;

function checksOf(backend: KernelBackendName): Check[] {
  const ops = opsFor(backend);
  if (backend === 'webgpu') return webgpuChecks(ops);
  return [
    ...convolutionChecks(backend, ops, WASM_PRODUCTS),
    ...normChecks(backend, ops),
    ...activationChecks(backend, ops),
    ...poolChecks(backend, ops),
    ...optimizerChecks(backend),
    ...trainingChecks(backend, ops),
  ];
}

/** From now on, counts the maximum number of chunks of each WASM kernel. */
function watchChunks(): Record<string, number> {
  const most: Record<string, number> = {};
  const kernels = wasmKernels();
  const run = kernels.run.bind(kernels);
  kernels.run = (...call) => {
    const [kernel, , chunks] = call;
    most[kernel] = Math.max(most[kernel] ?? 0, chunks ?? 1);
    run(...call);
  };
  return most;
}

async function report(backend: KernelBackendName): Promise<Report> {
  configureWasm(WASM_FILES);
  const { device } = await chooseBackend(backend);
  const chunks = backend === 'wasm' ? watchChunks() : {};
  const results: CheckResult[] = [];
  // one after the other: they share the device
  for (const check of checksOf(backend)) {
    results.push(await runCheck(check));
    // a device that has failed once cannot be used any more
    if (watchDevice()?.failure) break;
  }
  return { device, isolated: globalThis.crossOriginIsolated, chunks, results };
}

globalThis.addEventListener('message', ({ data }: MessageEvent<KernelBackendName>) => {
  void report(data).then(
    (result) => globalThis.postMessage({ result }, { transfer: [] }),
    (error: unknown) => globalThis.postMessage({ error: String(error) }, { transfer: [] }),
  );
});
