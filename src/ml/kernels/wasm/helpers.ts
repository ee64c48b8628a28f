/**
 * Helper threads: workers that hold our kernels over the same memory and take chunks of their work. They have no
 * messages but the first; what they do next they read from the memory.
 */

/** All that a helper does. Plain text, so that no bundler has a say in it. */
const SCRIPT = `onmessage = ({ data: { module, memory, control } }) => {
  new WebAssembly.Instance(module, { env: { memory } }).exports.serve(control);
  close();
};`;

/**
 * Starts them; until one is ready the others do its work.
 * @param control Where the words of `assembly/threads.ts` lie.
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
  // a worker has its script's address by now, but not yet the script
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
