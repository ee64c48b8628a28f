import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OnesheetError } from '../../core/errors';
import { parseSafetensors, parseSafetensorsHeader, writeSafetensors } from './safetensors';
import type { Weights } from '../layers/weights';

/** Made by `scripts/reference/safetensors.py`. */
const SAMPLE = bufferOf(
  Buffer.from(
    'qwEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6IHsiZm9ybWF0IjogInB0In0sICJiIjogeyJkdHlwZSI6ICJCRjE2IiwgInNoYXBlIjogWzJdLCAiZGF0YV9vZmZzZXRzIjogWzAsIDRdfSwgImEiOiB7ImR0eXBlIjogIkYxNiIsICJzaGFwZSI6IFsyLCAyXSwgImRhdGFfb2Zmc2V0cyI6IFs0LCAxMl19LCAidyI6IHsiZHR5cGUiOiAiRjMyIiwgInNoYXBlIjogWzEsIDNdLCAiZGF0YV9vZmZzZXRzIjogWzEyLCAyNF19LCAic2NhbGFyIjogeyJkdHlwZSI6ICJGNjQiLCAic2hhcGUiOiBbXSwgImRhdGFfb2Zmc2V0cyI6IFsyNCwgMzJdfSwgIm4iOiB7ImR0eXBlIjogIkk2NCIsICJzaGFwZSI6IFsyXSwgImRhdGFfb2Zmc2V0cyI6IFszMiwgNDhdfSwgImVtcHR5IjogeyJkdHlwZSI6ICJGMzIiLCAic2hhcGUiOiBbMCwgNF0sICJkYXRhX29mZnNldHMiOiBbNDgsIDQ4XX19wD8AwAA8AEAAuP97zczMPWBCog0AAODAAAAAAAAA0D8DAAAAAAAAAPz/////////',
    'base64',
  ),
);

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

/** A file of this header and so many bytes of data. */
function fileOf(header: unknown, data: Uint8Array | number = 0): ArrayBuffer {
  const json = typeof header === 'string' ? header : JSON.stringify(header);
  const text = new TextEncoder().encode(json);
  const body = typeof data === 'number' ? new Uint8Array(data) : data;
  const file = new Uint8Array(8 + text.length + body.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  file.set(body, 8 + text.length);
  return file.buffer;
}

function entry(begin: number, end: number, shape: unknown = [(end - begin) / 4], dtype = 'F32') {
  return { dtype, shape, data_offsets: [begin, end] };
}

/** The error's code; "weights" where there is none. */
function outcome(file: ArrayBuffer): string {
  try {
    parseSafetensors(file);
    return 'weights';
  } catch (error) {
    return error instanceof OnesheetError ? error.code : String(error);
  }
}

function withCode(code: string, message = '') {
  return expect.objectContaining({ code, message: expect.stringContaining(message) });
}

describe('parseSafetensors', () => {
  it('reads what another program wrote', () => {
    const weights = parseSafetensors(SAMPLE);
    const plain = [...weights].map(([name, { dtype, shape, data }]) => [
      name,
      dtype,
      shape,
      Array.from(data),
    ]);
    expect(plain).toEqual([
      ['b', 'BF16', [2], [1.5, -2]],
      ['a', 'F16', [2, 2], [1, 2, -0.5, 65504]],
      ['w', 'F32', [1, 3], [Math.fround(0.1), Math.fround(1e-30), -7]],
      ['scalar', 'F64', [], [0.25]],
      ['n', 'I64', [2], [3, -4]],
      ['empty', 'F32', [0, 4], []],
    ]);
    expect(parseSafetensorsHeader(SAMPLE).metadata).toEqual({ format: 'pt' });
  });

  it('reads a header alone, for range requests', () => {
    const { entries, fileBytes } = parseSafetensorsHeader(SAMPLE.slice(0, SAMPLE.byteLength - 40));
    expect(entries.map(({ name }) => name)).toEqual(['b', 'a', 'w', 'scalar', 'n', 'empty']);
    expect(fileBytes).toBe(SAMPLE.byteLength);
  });

  it('refuses a header of 2^60 bytes before it allocates anything', () => {
    const file = new ArrayBuffer(64);
    new DataView(file).setBigUint64(0, 2n ** 60n, true);
    expect(() => parseSafetensors(file)).toThrow(withCode('weights-header', '1152921504606846976'));
  });

  it.each([
    ['no bytes', new ArrayBuffer(0)],
    ['too few bytes for a length', new ArrayBuffer(7)],
    ['an end within the header', SAMPLE.slice(0, 100)],
    ['an end within a tensor', SAMPLE.slice(0, SAMPLE.byteLength - 1)],
  ])('calls %s truncated', (_, file) => {
    expect(() => parseSafetensors(file)).toThrow(withCode('weights-truncated'));
  });

  it('names the tensor within which a file ends', () => {
    expect(() => parseSafetensors(SAMPLE.slice(0, SAMPLE.byteLength - 1))).toThrow(
      withCode('weights-truncated', '"n"'),
    );
  });

  it.each([
    ['not JSON', fileOf('{"a":')],
    ['not UTF-8', bufferOf(Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xfe))],
    ['a list', fileOf([])],
    ['a number for a tensor', fileOf({ a: 3 })],
    ['no shape', fileOf({ a: entry(0, 8, 'two') }, 8)],
    ['a negative size', fileOf({ a: entry(0, 8, [-2]) }, 8)],
    ['a fraction of a size', fileOf({ a: entry(0, 8, [1.5]) }, 8)],
    ['sizes whose product is not theirs', fileOf({ a: entry(0, 8, [3]) }, 8)],
    ['sizes whose product overflows', fileOf({ a: entry(0, 8, [2 ** 40, 2 ** 40]) }, 8)],
    ['offsets that run backwards', fileOf({ a: entry(8, 0, [2]) }, 8)],
    ['negative offsets', fileOf({ a: entry(-8, 0, [2]) }, 8)],
    ['three offsets', fileOf({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8, 9] } }, 8)],
    ['tensors that overlap', fileOf({ a: entry(0, 8), b: entry(4, 12) }, 12)],
    ['two tensors in one place', fileOf({ a: entry(0, 8), b: entry(0, 8) }, 8)],
    ['a hole between tensors', fileOf({ a: entry(0, 8), b: entry(12, 16) }, 16)],
    ['bytes after the last tensor', fileOf({ a: entry(0, 8) }, 9)],
  ])('refuses %s in the header', (_, file) => {
    expect(() => parseSafetensors(file)).toThrow(withCode('weights-header'));
  });

  it.each([
    ['F8_E4M3', 'F8_E4M3'],
    ['an inherited name', 'toString'],
  ])('refuses the type %s', (_, dtype) => {
    expect(() => parseSafetensors(fileOf({ odd: entry(0, 8, [2], dtype) }, 8))).toThrow(
      withCode('weights-dtype', '"odd"'),
    );
  });

  it.each([NaN, Infinity, -Infinity])('refuses %s and names its tensor', (value) => {
    const data = new Uint8Array(Float32Array.of(1, value).buffer);
    expect(() => parseSafetensors(fileOf({ bad: entry(0, 8) }, data))).toThrow(
      withCode('weights-not-finite', '"bad"'),
    );
  });

  it('gives a typed error or weights for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 500 }), (noise, at) => {
        const file = new Uint8Array(SAMPLE.slice(0));
        file.set(noise.subarray(0, Math.max(0, file.length - at)), Math.min(at, file.length));
        expect(outcome(file.buffer)).toMatch(/^(weights$|weights-)/);
      }),
    );
  });
});

describe('writeSafetensors', () => {
  it('writes what the reader reads', () => {
    const tensor = fc
      .array(fc.integer({ min: -128, max: 128 }), { maxLength: 9 })
      .chain((values) =>
        fc
          .constantFrom('F32' as const, 'F16' as const, 'BF16' as const)
          .map((dtype) => ({ dtype, shape: [values.length, 1], data: Float32Array.from(values) })),
      );
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.string(), tensor), { selector: ([name]) => name }),
        (tensors) => {
          const weights: Weights = new Map(tensors.filter(([name]) => name !== '__metadata__'));
          const file = writeSafetensors(weights, { made: 'here' });
          expect(parseSafetensors(file)).toEqual(weights);
          expect(parseSafetensorsHeader(file).metadata).toEqual({ made: 'here' });
        },
      ),
    );
  });

  it('writes names that mean something to JavaScript', () => {
    const weights: Weights = new Map([['__proto__', { dtype: 'F32', shape: [1], data: Float32Array.of(7) }]]);
    expect(parseSafetensors(writeSafetensors(weights))).toEqual(weights);
  });

  it('aligns the data', () => {
    const file = writeSafetensors(new Map([['a', { dtype: 'F32', shape: [1], data: Float32Array.of(1) }]]));
    expect(new DataView(file).getBigUint64(0, true) % 8n).toBe(0n);
  });

  it('refuses data that does not fit its shape, and types that it does not write', () => {
    const data = Float32Array.of(1, 2);
    expect(() => writeSafetensors(new Map([['a', { dtype: 'F32', shape: [3], data }]]))).toThrow(
      withCode('weights-shape', '"a"'),
    );
    expect(() => writeSafetensors(new Map([['a', { dtype: 'I64', shape: [2], data }]]))).toThrow(
      withCode('weights-dtype', '"a"'),
    );
  });
});
