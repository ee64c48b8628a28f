/** Protocol Buffers' wire format, as far as reading an ONNX model needs it: fields one after the other. */

/** A message that is not laid out as the wire format says. */
export class ProtobufError extends Error {}

export interface Field {
  number: number;
  /** A varint or a fixed number; null for bytes. */
  value: number | null;
  /** Of a string, an inner message, packed numbers; empty for a number. */
  bytes: Uint8Array<ArrayBuffer>;
}

const NOTHING = new Uint8Array(0);

/** Every field of a message, in its order. @throws ProtobufError */
export function* fieldsOf(bytes: Uint8Array<ArrayBuffer>): Generator<Field> {
  let at = 0;
  while (at < bytes.length) {
    const key = varint(bytes, at);
    at = key.end;
    const [number, wire] = [Math.floor(key.value / 8), key.value % 8];
    if (wire === 0) {
      const read = varint(bytes, at);
      at = read.end;
      yield { number, value: read.value, bytes: NOTHING };
    } else if (wire === 1 || wire === 5) {
      const length = wire === 1 ? 8 : 4;
      yield { number, value: null, bytes: piece(bytes, at, length) };
      at += length;
    } else if (wire === 2) {
      const length = varint(bytes, at);
      yield { number, value: null, bytes: piece(bytes, length.end, length.value) };
      at = length.end + length.value;
    } else throw new ProtobufError('it is not laid out as a message.');
  }
}

/** Numbers in one field, packed or not. */
export function varintsOf({ value, bytes }: Field): number[] {
  if (value !== null) return [value];
  const found: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const read = varint(bytes, at);
    found.push(read.value);
    at = read.end;
  }
  return found;
}

export function textOf({ bytes }: Field): string {
  return new TextDecoder().decode(bytes);
}

function piece(bytes: Uint8Array<ArrayBuffer>, at: number, length: number): Uint8Array<ArrayBuffer> {
  if (at + length > bytes.length) throw new ProtobufError('it ends in the middle of a message.');
  return bytes.subarray(at, at + length);
}

/** Unsigned, exact up to 2^53: sizes are smaller, and negative numbers are no sizes. */
function varint(bytes: Uint8Array, begin: number): { value: number; end: number } {
  let value = 0;
  for (let i = 0; i < 10; i++) {
    const byte = bytes[begin + i];
    if (byte === undefined) throw new ProtobufError('it ends in the middle of a number.');
    value += (byte % 128) * 128 ** i;
    if (byte < 128) return { value, end: begin + i + 1 };
  }
  throw new ProtobufError('it has a number of more than ten bytes.');
}
