/**
 * A minimal protocol buffer writer: a message is its fields one after the other.
 * Source: https://protobuf.dev/programming-guides/encoding.
 */

const VARINT = 0;
const BYTES = 2;

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest]);
    bytes.push((rest % 128) | 128);
  }
}

function tag(field: number, wire: number): Uint8Array {
  return varint(field * 8 + wire);
}

/** A non-negative integer. */
export function int(field: number, value: number): Uint8Array {
  return concat([tag(field, VARINT), varint(value)]);
}

export function bytes(field: number, value: Uint8Array): Uint8Array {
  return concat([tag(field, BYTES), varint(value.length), value]);
}

export function text(field: number, value: string): Uint8Array {
  return bytes(field, new TextEncoder().encode(value));
}

export function message(...fields: readonly Uint8Array[]): Uint8Array {
  return concat(fields);
}

/** A field that contains a message. */
export function nested(field: number, ...fields: readonly Uint8Array[]): Uint8Array {
  return bytes(field, concat(fields));
}
