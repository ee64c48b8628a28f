/**
 * Our own WebGPU device for the tfjs `webgpu` backend. It requests everything that the adapter allows (tfjs requests
 * low limits and no 16-bit floats) and is watched. A device that failed is replaced at the next start.
 */
import { findBackendFactory, getBackend, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import { observeDevice, type DeviceWatch } from './device-watch';

/** Requested if the adapter has them. Code that needs one checks `device.features`. */
const WANTED_FEATURES: readonly GPUFeatureName[] = [
  'shader-f16',
  'subgroups',
  'timestamp-query',
  // tfjs uses it to write canvases
  'bgra8unorm-storage',
];

/** Raised to the adapter's limits: for large tensors, large workgroups, and many tensors per kernel. */
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

/** The priority that tfjs itself registers with. */
const PRIORITY = 3;

/** The device that the backend uses now, and its watch. Null before the first start. */
let current: { device: GPUDevice; watch: DeviceWatch } | null = null;
let registered = false;

/**
 * Requests a device with everything that our kernels can use.
 * @throws Error if there is no adapter, or it provides no device.
 */
export async function requestDevice(): Promise<{ device: GPUDevice; info: GPUAdapterInfo }> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('WebGPU found no adapter.');
  const limits = WANTED_LIMITS.map((name) => [name, adapter.limits[name]] as const);
  const device = await adapter.requestDevice({
    label: 'onesheet',
    requiredFeatures: WANTED_FEATURES.filter((feature) => adapter.features.has(feature)),
    // an older browser may not know all of them
    requiredLimits: Object.fromEntries(limits.filter(([, limit]) => Number.isFinite(limit))),
  });
  return { device, info: adapter.info };
}

/**
 * Registers our device for the tfjs `webgpu` backend; `tf.setBackend('webgpu')` starts it. A working device is kept with
 * its tensors. One that was lost or ran out of memory is dropped together with all tensors on it.
 */
export async function loadWebGPU(): Promise<void> {
  // registers its kernels, too
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  if (registered && !current?.watch.failure) return;
  letGo();
  registerBackend(
    'webgpu',
    async () => {
      const { device, info } = await requestDevice();
      current = { device, watch: observeDevice(device) };
      // tfjs declares the WebGPU types a second time
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

/** Destroys the device and frees its memory and all tensors on it. The next {@link loadWebGPU} creates a new one. */
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
 * The watch on the device that WebGPU runs on, so that the training loop can check it and wait for a failure.
 * Null if WebGPU was not started here.
 */
export function watchDevice(): DeviceWatch | null {
  return current?.watch ?? null;
}

/** @throws OnesheetError if the current backend is WebGPU and its device has failed. */
export function checkDevice(): void {
  if (getBackend() === 'webgpu') current?.watch.check();
}

/** The error to report for one that ended work on the current device: {@link DeviceWatch.explain}. */
export async function explainFailure(cause: unknown): Promise<unknown> {
  return getBackend() === 'webgpu' && current ? current.watch.explain(cause) : cause;
}

/** Optional features of the started device. All false if WebGPU was not started. */
export function deviceFeatures(): { f16: boolean; subgroups: boolean; timestamps: boolean } {
  const has = (feature: GPUFeatureName) => current?.device.features.has(feature) ?? false;
  return { f16: has('shader-f16'), subgroups: has('subgroups'), timestamps: has('timestamp-query') };
}
