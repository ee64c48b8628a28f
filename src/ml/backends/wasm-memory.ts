/**
 * Guards the memory of the tfjs WASM backend, which is limited to a few gigabytes. When it is full, malloc returns
 * address 0, which tfjs treats as valid and so overwrites the backend's own data. With this guard tfjs throws a typed
 * error before anything is written.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { OnesheetError } from '../../core/errors';

type Module = BackendWasm['wasm'];

const guarded = new WeakSet<Module>();

/** Makes every tensor allocation that finds no memory throw `out-of-memory`. Each module is guarded once. */
export function guardMemory(module: Module): void {
  if (guarded.has(module)) return;
  guarded.add(module);
  // the first call replaces the lazy lookup with the function itself
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
