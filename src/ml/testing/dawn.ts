/**
 * WebGPU in Node, for kernel tests and benches: Dawn through npm `webgpu`, on Chromium's software adapter, or on
 * the null adapter that does no work at all (for counting and for CPU time).
 */
import { existsSync } from 'node:fs';
import { create, globals } from 'webgpu';

/** Where Debian's Chromium keeps SwiftShader's Vulkan driver. */
const SOFTWARE_DRIVER = '/usr/lib/chromium/vk_swiftshader_icd.json';

export type DawnAdapter = 'software' | 'null' | 'default';

/**
 * Puts `navigator.gpu` in place. Must run before the first adapter is asked for.
 * @param adapter 'software' for SwiftShader, 'null' for an adapter without work, 'default' for what the machine has.
 */
export function installDawn(adapter: DawnAdapter = 'software'): void {
  if (adapter === 'software') {
    if (!process.env.VK_ICD_FILENAMES && existsSync(SOFTWARE_DRIVER))
      process.env.VK_ICD_FILENAMES = SOFTWARE_DRIVER;
    // the driver's loader complains without one
    process.env.XDG_RUNTIME_DIR ??= '/tmp';
  }
  const options = ['enable-dawn-features=allow_unsafe_apis'];
  if (adapter === 'null') options.push('backend=null');
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', {
    value: { gpu: create(options), userAgent: 'node' },
    configurable: true,
    writable: true,
  });
}
