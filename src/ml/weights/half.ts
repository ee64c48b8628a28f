/**
 * The two 16-bit floats that weights are stored in, to and from float32.
 * F16 is IEEE 754 binary16; BF16 is the upper half of a float32. Both directions round to nearest, ties to even.
 */

const bits = new Uint32Array(1);
const number = new Float32Array(bits.buffer);

/** The value of a binary16 given by its bits (subnormals, infinities and NaN included). */
export function f16ToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The bits of the binary16 nearest to a float32; beyond 65,504 an infinity. */
export function numberToF16(value: number): number {
  number[0] = value;
  const sign = (bits[0] >>> 16) & 0x8000;
  const magnitude = Math.abs(number[0]);
  if (Number.isNaN(magnitude)) return sign | 0x7e00;
  // 65,520 is half-way between the largest finite value and the next power of two
  if (magnitude >= 65520) return sign | 0x7c00;
  const exponent = magnitude < 2 ** -14 ? -14 : Math.floor(Math.log2(magnitude));
  const steps = roundToEven(magnitude / 2 ** (exponent - 10));
  // subnormals have no implied one; a fraction that rounds up to 2048 carries into the exponent by itself
  return sign | (exponent === -14 ? steps : ((exponent + 14) << 10) + steps);
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest > 0.5 || (rest === 0.5 && floor % 2 === 1)) return floor + 1;
  return floor;
}

/** Every binary16 by its bits: a look-up reads a file of millions many times faster than the arithmetic. */
let table: Float32Array | null = null;

/** Float32 values of binary16 bits. */
export function f16ToFloat32(halves: Uint16Array): Float32Array<ArrayBuffer> {
  table ??= new Float32Array(0x10000).map((_, half) => f16ToNumber(half));
  const values = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) values[i] = table[halves[i]];
  return values;
}

/** Binary16 bits nearest to float32 values. */
export function float32ToF16(values: Float32Array): Uint16Array<ArrayBuffer> {
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) halves[i] = numberToF16(values[i]);
  return halves;
}

/** Float32 values of bfloat16 bits. */
export function bf16ToFloat32(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const widened = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) widened[i] = halves[i] << 16;
  return new Float32Array(widened.buffer);
}

/** Bfloat16 bits nearest to float32 values. */
export function float32ToBf16(values: Float32Array): Uint16Array<ArrayBuffer> {
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) halves[i] = numberToBf16(values[i]);
  return halves;
}

function numberToBf16(value: number): number {
  number[0] = value;
  if (Number.isNaN(value)) return ((bits[0] >>> 16) & 0x8000) | 0x7fc0;
  const even = (bits[0] >>> 16) & 1;
  return (bits[0] + 0x7fff + even) >>> 16;
}
