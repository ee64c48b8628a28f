/**
 * Makes room on the null adapter. It does no work, but allocates memory for every buffer, up to 512 MiB in total; a step
 * of batch 32 needs ten times that. Large buffers are therefore made small, but still report the requested size.
 */

/** Everything that is read back, or written from the CPU during a step, is smaller than this. */
const LARGE = 64 * 1024;

/** Call it before the first device is created. */
export function makeRoom(): void {
  const { prototype } = GPUDevice;
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
  const createBuffer = prototype.createBuffer;
  prototype.createBuffer = function (descriptor) {
    const { size } = descriptor;
    if (size <= LARGE) return createBuffer.call(this, descriptor);
    const buffer = createBuffer.call(this, { ...descriptor, size: LARGE });
    Object.defineProperty(buffer, 'size', { value: size });
    if (descriptor.mappedAtCreation) buffer.getMappedRange = () => scratch(size);
    return buffer;
  };
  shrinkCopies();
}

let shared = new ArrayBuffer(0);

/** What is written into it is never read. */
function scratch(size: number): ArrayBuffer {
  if (shared.byteLength < size) shared = new ArrayBuffer(size);
  return shared;
}

/** Uploads through a staging buffer would exceed the small buffers. */
function shrinkCopies(): void {
  const { prototype } = GPUCommandEncoder;
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
  const copy = prototype.copyBufferToBuffer as (...args: unknown[]) => undefined;
  prototype.copyBufferToBuffer = function (...args: unknown[]) {
    const size = args.at(-1);
    return copy.call(this, ...args.slice(0, -1), typeof size === 'number' ? Math.min(size, LARGE) : size);
  };
}
