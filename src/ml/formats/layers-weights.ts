/**
 * Tensors as the tfjs layers format stores them: a manifest in `model.json`, and the numbers one after the other in a
 * binary file. A tensor whose numbers are all exact in 16 bits is stored in 16 bits (such as the bundled backbone's),
 * which halves the file without loss; tfjs widens them when it loads.
 */
import { f16ToFloat32, f16ToNumber, numberToF16 } from '../weights/half';
import { sizeOf } from '../layers/weights';

/** One tensor in the manifest. */
export interface WeightEntry {
  name: string;
  shape: number[];
  dtype: 'float32';
  quantization?: { dtype: 'float16'; original_dtype: 'float32' };
}

export interface NamedValues {
  name: string;
  shape: number[];
  data: Float32Array;
}

export function packWeights(tensors: readonly NamedValues[]): {
  entries: WeightEntry[];
  bytes: Uint8Array<ArrayBuffer>;
} {
  const parts: Uint8Array[] = [];
  const entries = tensors.map(({ name, shape, data }): WeightEntry => {
    const half = exactHalves(data);
    parts.push(bytesOf(half ?? data));
    if (!half) return { name, shape, dtype: 'float32' };
    return {
      name,
      shape,
      dtype: 'float32',
      quantization: { dtype: 'float16', original_dtype: 'float32' },
    };
  });
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { entries, bytes };
}

/** Bytes of one stored tensor. */
export function entryBytes({ shape, quantization }: WeightEntry): number {
  return sizeOf(shape) * (quantization ? 2 : 4);
}

/** @param bytes The entries' bytes one after the other, nothing else. */
export function unpackWeights(
  entries: readonly WeightEntry[],
  bytes: Uint8Array,
): Map<string, Float32Array<ArrayBuffer>> {
  const values = new Map<string, Float32Array<ArrayBuffer>>();
  let at = 0;
  for (const entry of entries) {
    // a copy, so that its address is aligned for the wider type
    const own = bytes.slice(at, at + entryBytes(entry));
    values.set(
      entry.name,
      entry.quantization ? f16ToFloat32(new Uint16Array(own.buffer)) : new Float32Array(own.buffer),
    );
    at += own.length;
  }
  return values;
}

/** The numbers in 16 bits, or null if this would change any of them. */
function exactHalves(data: Float32Array): Uint16Array | null {
  const halves = new Uint16Array(data.length);
  for (let i = 0; i < data.length; i++) {
    halves[i] = numberToF16(data[i]);
    if (f16ToNumber(halves[i]) !== data[i]) return null;
  }
  return halves;
}

function bytesOf(values: Float32Array | Uint16Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
