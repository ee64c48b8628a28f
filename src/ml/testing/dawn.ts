/**
 * WebGPU in Node, for kernel tests and benches: Dawn from npm's `webgpu`, on Chromium's software adapter (on Linux;
 * `scripts/lib/vulkan.mjs` finds it), or on the null adapter, which does no work (for counting and measuring CPU time).
 */
import { create, globals } from 'webgpu';

export type DawnAdapter = 'software' | 'null' | 'default';

/**
 * Installs `navigator.gpu`. Must run before the first adapter is requested.
 * @param adapter 'software' for SwiftShader, 'null' for an adapter that does no work, 'default' for the machine's own.
 */
export function installDawn(adapter: DawnAdapter = 'software'): void {
  // the software driver's loader complains if this is not set
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
