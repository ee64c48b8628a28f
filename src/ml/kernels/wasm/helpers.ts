/**
 * Helper threads: workers that run our kernels on the same memory and take chunks of their work. They receive one
 * message at the start; after that they read everything from the memory.
 */

/** A helper's whole script. Plain text, so that no bundler changes it. */
const SCRIPT = `onmessage = ({ data: { module, memory, control } }) => {
  new WebAssembly.Instance(module, { env: { memory } }).exports.serve(control);
  close();
};`;

/**
 * Starts the helpers. Until one is ready, the other threads do its work.
 * @param control Address of the words of `assembly/threads.ts`.
 */
export function startHelpers(
  count: number,
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  control: number,
): void {
  if (count < 1 || typeof Worker === 'undefined') return;
  const url = URL.createObjectURL(new Blob([SCRIPT], { type: 'text/javascript' }));
  for (let i = 0; i < count; i++) new Worker(url).postMessage({ module, memory, control }, []);
  // the worker has its script's URL by now, but may not have loaded it
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
