/**
 * Room on the null adapter. It does no work, but keeps memory for every buffer, 512 MiB in all; a step of batch 32
 * takes ten times that. Large buffers are therefore made small there and go on to name the size that was asked for.
 */

/** Everything that is read back, or written from the CPU during a step, is smaller. */
const LARGE = 64 * 1024;

/** To be called before the first device is made. */
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

/** What is written into it is read by nobody. */
function scratch(size: number): ArrayBuffer {
  if (shared.byteLength < size) shared = new ArrayBuffer(size);
  return shared;
}

/** Uploads by way of a staging buffer would reach beyond the small ones. */
function shrinkCopies(): void {
  const { prototype } = GPUCommandEncoder;
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
  const copy = prototype.copyBufferToBuffer as (...args: unknown[]) => undefined;
  prototype.copyBufferToBuffer = function (...args: unknown[]) {
    const size = args.at(-1);
    return copy.call(this, ...args.slice(0, -1), typeof size === 'number' ? Math.min(size, LARGE) : size);
  };
}
