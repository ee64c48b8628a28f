/**
 * A WebGPU device of our own under tfjs's `webgpu` backend: with all that the adapter allows, where tfjs asks for
 * little and for no 16-bit floats, and with an eye on it. A device that has failed is replaced at the next start.
 */
import { findBackendFactory, getBackend, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import { observeDevice, type DeviceWatch } from './device-watch';

/** Asked for where the adapter has them; what needs one looks into `device.features`. */
const WANTED_FEATURES: readonly GPUFeatureName[] = [
  'shader-f16',
  'subgroups',
  'timestamp-query',
  // tfjs writes canvases with it
  'bgra8unorm-storage',
];

/** Raised to the adapter's: large tensors, large workgroups, many tensors a kernel. */
const WANTED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxBindingsPerBindGroup',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** That of tfjs itself. */
const PRIORITY = 3;

/** The device that the backend runs on now, and what has become of it. Null before the first start. */
let current: { device: GPUDevice; watch: DeviceWatch } | null = null;
let registered = false;

/**
 * Asks the adapter for everything that our kernels can use.
 * @throws Error where there is no adapter, or it gives no device.
 */
export async function requestDevice(): Promise<{ device: GPUDevice; info: GPUAdapterInfo }> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('WebGPU found no adapter.');
  const limits = WANTED_LIMITS.map((name) => [name, adapter.limits[name]] as const);
  const device = await adapter.requestDevice({
    label: 'onesheet',
    requiredFeatures: WANTED_FEATURES.filter((feature) => adapter.features.has(feature)),
    // an older browser may not know one of them
    requiredLimits: Object.fromEntries(limits.filter(([, limit]) => Number.isFinite(limit))),
  });
  return { device, info: adapter.info };
}

/**
 * Puts our device under tfjs's `webgpu`; `tf.setBackend('webgpu')` starts it. A device that works is kept, with its
 * tensors; one that was lost or ran out of memory is let go, and with it every tensor on it.
 */
export async function loadWebGPU(): Promise<void> {
  // registers its kernels too
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  if (registered && !current?.watch.failure) return;
  letGo();
  registerBackend(
    'webgpu',
    async () => {
      const { device, info } = await requestDevice();
      current = { device, watch: observeDevice(device) };
      // tfjs declares WebGPU's types a second time
      const [Backend, theirInfo] = [WebGPUBackend, info] as unknown as [
        new (device: GPUDevice, info: GPUAdapterInfo) => InstanceType<typeof WebGPUBackend>,
        GPUAdapterInfo,
      ];
      return new Backend(device, theirInfo);
    },
    PRIORITY,
  );
  registered = true;
}

/** Ends the device and frees its memory, with every tensor on it. The next {@link loadWebGPU} starts afresh. */
export function letGo(): void {
  const old = current;
  current = null;
  registered = false;
  if (findBackendFactory('webgpu')) removeBackend('webgpu');
  if (!old) return;
  old.watch.retire();
  old.device.destroy();
}

/**
 * What has become of the device that WebGPU runs on: for the training loop to ask and to wait for.
 * Null where WebGPU was not started here.
 */
export function watchDevice(): DeviceWatch | null {
  return current?.watch ?? null;
}

/** @throws OnesheetError where the device that computes now is WebGPU's, and has failed. */
export function checkDevice(): void {
  if (getBackend() === 'webgpu') current?.watch.check();
}

/** What to say of an error that ended work on the device of now: {@link DeviceWatch.explain}. */
export async function explainFailure(cause: unknown): Promise<unknown> {
  return getBackend() === 'webgpu' && current ? current.watch.explain(cause) : cause;
}

/** What the started device can do beyond the plain. All false where WebGPU was not started. */
export function deviceFeatures(): { f16: boolean; subgroups: boolean; timestamps: boolean } {
  const has = (feature: GPUFeatureName) => current?.device.features.has(feature) ?? false;
  return { f16: has('shader-f16'), subgroups: has('subgroups'), timestamps: has('timestamp-query') };
}
