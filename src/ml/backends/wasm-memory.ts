/**
 * The memory of tfjs's WASM backend, which ends at some gigabytes. tfjs takes the address 0 that comes where there is
 * none left for an address like any other, and writes over the backend's own data; here it is an error in words, before
 * anything has been written.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { OnesheetError } from '../../core/errors';

type Module = BackendWasm['wasm'];

const guarded = new WeakSet<Module>();

/** Makes every tensor that has no room throw `out-of-memory`. A module is guarded once. */
export function guardMemory(module: Module): void {
  if (guarded.has(module)) return;
  guarded.add(module);
  // its first call puts the function itself in the place of what looks it up
  module._free(module._malloc(1));
  const allocate = module._malloc.bind(module);
  module._malloc = (bytes) => {
    const address = allocate(bytes);
    if (address === 0 && bytes > 0) throw noMemory(bytes, module.HEAPU8.byteLength);
    return address;
  };
}

function noMemory(bytes: number, held: number): OnesheetError {
  const megabytes = (value: number) => `${Math.ceil(value / 1e6).toLocaleString('en')} MB`;
  return new OnesheetError(
    'out-of-memory',
    'WASM has no memory left for this.',
    'Take a smaller batch, smaller images, or train fewer stages.',
    {
      cause: `${megabytes(bytes)} for a tensor beside the ${megabytes(held)} that WASM holds`,
      where: { workspace: 'train', control: 'batch-size' },
    },
  );
}
