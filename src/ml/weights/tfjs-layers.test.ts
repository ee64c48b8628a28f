/** Against tfjs's own reader and writer (`io.encodeWeights`, `io.decodeWeights`). */
import { dispose, io, tensor, tensor1d, type NamedTensorMap } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/backends';
import { parseTfjsLayers, tfjsWeightPaths } from './tfjs-layers';

beforeAll(async () => {
  await chooseBackend('cpu');
});

function modelJson(...groups: object[]): string {
  return JSON.stringify({ modelTopology: {}, weightsManifest: groups });
}

function group(weights: object[], paths = ['a.bin']): object {
  return { paths, weights };
}

const ENTRY = { name: 'dense/kernel', shape: [2, 2], dtype: 'float32' };

function floats(...values: number[]): ArrayBuffer {
  return new Float32Array(values).buffer;
}

describe('parseTfjsLayers', () => {
  it('reads what tfjs writes, a group cut into several files included', async () => {
    const tensors: NamedTensorMap = {
      'conv/kernel': tensor([1.5, -2, 3, 0.25, 1e-3, 7], [1, 1, 2, 3]),
      'conv/steps': tensor1d([1, -2, 300_000], 'int32'),
      'conv/flags': tensor1d([true, false, true], 'bool'),
    };
    const { data, specs } = await io.encodeWeights(tensors);
    dispose(tensors);
    const json = modelJson({ paths: ['a.bin', 'b.bin', 'c.bin'], weights: specs });
    const files = new Map([
      ['a.bin', data.slice(0, 5)],
      ['b.bin', data.slice(5, 5)],
      ['c.bin', data.slice(5)],
    ]);
    expect(tfjsWeightPaths(json)).toEqual(['a.bin', 'b.bin', 'c.bin']);
    expect(parseTfjsLayers(json, files)).toEqual(
      new Map([
        [
          'conv/kernel',
          { dtype: 'F32', shape: [1, 1, 2, 3], data: new Float32Array([1.5, -2, 3, 0.25, 1e-3, 7]) },
        ],
        ['conv/steps', { dtype: 'I32', shape: [3], data: new Float32Array([1, -2, 300_000]) }],
        ['conv/flags', { dtype: 'BOOL', shape: [3], data: new Float32Array([1, 0, 1]) }],
      ]),
    );
  });

  it.each([
    [{ dtype: 'uint8', scale: 0.1, min: -3 }, new Uint8Array([0, 1, 100, 255]).buffer],
    [{ dtype: 'uint16', scale: 0.001, min: 2 }, new Uint16Array([0, 1, 1000, 65_535]).buffer],
    [{ dtype: 'float16' }, new Uint16Array([0x3c00, 0xc000, 0x3555, 0x0001]).buffer],
  ] as const)('gives what tfjs gives for %o', (quantization, bytes) => {
    const spec: io.WeightsManifestEntry = {
      name: 'x',
      shape: [4],
      dtype: 'float32',
      quantization: { ...quantization },
    };
    const decoded = io.decodeWeights(bytes, [spec]);
    const found = parseTfjsLayers(modelJson(group([spec])), new Map([['a.bin', bytes]]));
    expect(found.get('x')?.data).toEqual(new Float32Array(decoded.x.dataSync()));
    dispose(decoded);
  });

  it('reads groups one after the other', () => {
    const json = modelJson(
      group([{ ...ENTRY, shape: [1] }]),
      group([{ ...ENTRY, name: 'other', shape: [2] }], ['b.bin']),
    );
    const files = new Map([
      ['a.bin', floats(1)],
      ['b.bin', floats(2, 3)],
    ]);
    expect([...parseTfjsLayers(json, files)].map(([name, { data }]) => [name, ...data])).toEqual([
      ['dense/kernel', 1],
      ['other', 2, 3],
    ]);
  });

  const whole = floats(1, 2, 3, 4);
  it.each([
    ['text that is no JSON', 'not json', whole, 'weights-header', 'JSON'],
    [
      'a graph model',
      '{"format":"graph-model","weightsManifest":[]}',
      whole,
      'weights-header',
      'graph model',
    ],
    ['JSON without weights', '{"modelTopology":{}}', whole, 'weights-header', 'no weights'],
    ['a group that is none', modelJson({ weights: [] }), whole, 'weights-header', 'no paths'],
    ['a path that is none', modelJson({ paths: [3], weights: [] }), whole, 'weights-header', 'path'],
    [
      'a tensor without a name',
      modelJson(group([{ ...ENTRY, name: 3 }])),
      whole,
      'weights-header',
      'no name',
    ],
    [
      'a shape that is none',
      modelJson(group([{ ...ENTRY, shape: [2, -2] }])),
      whole,
      'weights-header',
      'dense/kernel',
    ],
    [
      'a huge shape',
      modelJson(group([{ ...ENTRY, shape: [2 ** 40, 2 ** 20] }])),
      whole,
      'weights-truncated',
      'dense/kernel',
    ],
    [
      'a strange type',
      modelJson(group([{ ...ENTRY, dtype: 'string' }])),
      whole,
      'weights-dtype',
      'dense/kernel',
    ],
    [
      'strange quantisation',
      modelJson(group([{ ...ENTRY, quantization: { dtype: 'uint8' } }])),
      whole,
      'weights-dtype',
      'dense/kernel',
    ],
    ['a missing file', modelJson(group([ENTRY], ['b.bin'])), whole, 'weights-missing-tensor', 'dense/kernel'],
    [
      'a file that ends too soon',
      modelJson(group([ENTRY])),
      whole.slice(0, 15),
      'weights-truncated',
      'dense/kernel',
    ],
    [
      'a file that goes on',
      modelJson(group([{ ...ENTRY, shape: [3] }])),
      whole,
      'weights-header',
      'end at 12',
    ],
    [
      'a tensor twice',
      modelJson(
        group([
          { ...ENTRY, shape: [2] },
          { ...ENTRY, shape: [2] },
        ]),
      ),
      whole,
      'weights-header',
      'twice',
    ],
    ['a NaN', modelJson(group([ENTRY])), floats(1, 2, NaN, 4), 'weights-not-finite', 'dense/kernel'],
  ])('refuses %s', (_, json, bytes, code, text) => {
    expect(() => parseTfjsLayers(json, new Map([['a.bin', bytes]]))).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(text) }),
    );
  });
});
