import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseSafetensors,
  parseSafetensorsHeader,
  safetensorsDataBegin,
  writeSafetensors,
} from './safetensors';
import { partsOf, rangesLeft, selectAll, selectTensors, type Selection } from './selection';
import type { Weights } from '../layers/weights';

/** Tensors `t0`, `t1`, … of these sizes; every value is another. */
function fileOf(sizes: readonly number[]): ArrayBuffer {
  let value = 0;
  const weights: Weights = new Map(
    sizes.map((size, i) => [
      `t${i}`,
      { dtype: 'F32', shape: [size], data: Float32Array.from({ length: size }, () => value++) },
    ]),
  );
  return writeSafetensors(weights, { format: 'pt' });
}

/** Reads the selection as a reader over a network would: ranges, in chunks, cut off and begun again. */
function carryOut(
  source: Uint8Array,
  selection: Selection,
  gap: number,
  chunk: number,
  cut: number,
): Uint8Array {
  const made = new Uint8Array(selection.bytes);
  made.set(selection.beginning);
  let written = selection.beginning.length;
  for (let turn = 0; written < selection.bytes && turn < 1000; turn++) {
    let got = 0;
    for (const { from, to } of rangesLeft(selection, written, gap)) {
      for (let at = from; at < to && got < cut; at += chunk) {
        const piece = source.subarray(at, Math.min(to, at + chunk));
        got += piece.length;
        for (const part of partsOf(selection, piece, at)) {
          // what is written is written in order, without holes: the file's size says how far it is
          expect(part.at).toBe(written);
          made.set(part.bytes, part.at);
          written += part.bytes.length;
        }
      }
      if (got >= cut) break;
    }
  }
  return made;
}

describe('selectTensors', () => {
  it('makes a file of those tensors alone, however it is read', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(20), fc.boolean()), { minLength: 1, maxLength: 12 }),
        fc.nat(60),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 90 }),
        (tensors, gap, chunk, cut) => {
          const file = fileOf(tensors.map(([size]) => size));
          const names = new Set(tensors.flatMap(([, wanted], i) => (wanted ? [`t${i}`] : [])));
          const selection = selectTensors(parseSafetensorsHeader(file), names);
          const made = carryOut(new Uint8Array(file), selection, gap, chunk, cut);
          const expected = new Map([...parseSafetensors(file)].filter(([name]) => names.has(name)));
          expect(parseSafetensors(made.slice().buffer)).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('asks for nothing in a gap that is large', () => {
    const file = fileOf([10, 1000, 10]);
    const header = parseSafetensorsHeader(file);
    const selection = selectTensors(header, new Set(['t0', 't2']));
    const [first, , last] = header.entries;
    expect(rangesLeft(selection, 0, 100)).toEqual([
      { from: first.begin, to: first.end },
      { from: last.begin, to: last.end },
    ]);
    expect(rangesLeft(selection, 0, 4001)).toEqual([{ from: first.begin, to: last.end }]);
  });
});

it('selectAll gives the same bytes', () => {
  const file = fileOf([3, 0, 5]);
  const beginning = new Uint8Array(file.slice(0, safetensorsDataBegin(file)));
  const selection = selectAll(parseSafetensorsHeader(file), beginning);
  expect(carryOut(new Uint8Array(file), selection, 0, 7, 11)).toEqual(new Uint8Array(file));
});
