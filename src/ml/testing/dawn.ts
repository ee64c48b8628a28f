/**
 * WebGPU in Node, for kernel tests and benches: Dawn through npm `webgpu`, on Chromium's software adapter (on Linux;
 * `scripts/lib/vulkan.mjs` finds it), or on the null adapter that does no work at all (for counting and for CPU time).
 */
import { create, globals } from 'webgpu';

export type DawnAdapter = 'software' | 'null' | 'default';

/**
 * Puts `navigator.gpu` in place. Must run before the first adapter is asked for.
 * @param adapter 'software' for SwiftShader, 'null' for an adapter without work, 'default' for what the machine has.
 */
export function installDawn(adapter: DawnAdapter = 'software'): void {
  // the software driver's loader complains without one
  if (adapter === 'software') process.env.XDG_RUNTIME_DIR ??= '/tmp';
  const options = ['enable-dawn-features=allow_unsafe_apis'];
  if (adapter === 'null') options.push('backend=null');
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', {
    value: { gpu: create(options), userAgent: 'node' },
    configurable: true,
    writable: true,
  });
}
