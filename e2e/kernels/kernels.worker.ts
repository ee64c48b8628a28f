/** Starts a backend as the studio does, and runs every check on it. */
import * as tf from '@tensorflow/tfjs-core';
import { WASM_FILES } from '../../src/engine/wasm-files';
import { chooseBackend } from '../../src/ml/backends/backends';
import { configureWasm } from '../../src/ml/backends/wasm';
import { checkDevice, watchDevice } from '../../src/ml/backends/webgpu-device';
import { wasmKernels } from '../../src/ml/kernels/wasm/wasm-kernels';
import { opsFor } from '../../src/ml/layers/ops-for';
import { activationChecks } from './activations';
import type { Check, CheckResult, KernelBackendName, Report } from './check';
import { convolutionChecks } from './convolutions';
import { lossChecks } from './losses';
import { normChecks } from './norms';
import { optimizerChecks } from './optimizers';
import { poolChecks } from './pools';
import { trainingChecks } from './training';

function checksOf(backend: KernelBackendName): Check[] {
  const ops = opsFor(backend);
  return [
    ...convolutionChecks(backend, ops),
    ...normChecks(backend, ops),
    ...activationChecks(backend, ops),
    ...poolChecks(backend, ops),
    ...(backend === 'webgpu' ? lossChecks() : []),
    ...optimizerChecks(backend),
    ...trainingChecks(backend, ops),
  ];
}

async function runCheck(check: Check): Promise<CheckResult> {
  const begin = performance.now();
  const result = { title: check.title, error: Infinity, found: '', seconds: 0 };
  const before = tf.memory().numTensors;
  try {
    const [[found, error]] = Object.entries(await check.errors()).toSorted(([, a], [, b]) => b - a);
    checkDevice();
    const left = tf.memory().numTensors - before;
    if (left !== 0) throw new Error(`${left} tensors are left.`);
    Object.assign(result, { error, found });
  } catch (cause) {
    result.found = String(cause);
  }
  result.seconds = (performance.now() - begin) / 1000;
  return result;
}

/** Counts, from now on, into how many chunks each WASM kernel is cut at most. */
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
    // what refused one command does no more work
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
