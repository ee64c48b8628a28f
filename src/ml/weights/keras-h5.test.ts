/** Files that h5py made as Keras does: `scripts/reference/keras_h5.py` says which. */
import { describe, expect, it } from 'vitest';
import files from '../../../scripts/reference/keras_h5.json';
import { openKerasH5 } from './keras-h5';

type Name = keyof typeof files;

function bytesOf(name: Name): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(files[name], 'base64'));
}

async function readAll(name: Name): Promise<Record<string, { shape: number[]; data: number[] }>> {
  const file = await openKerasH5(new Blob([bytesOf(name)]));
  const entries = await Promise.all(
    [...file.shapes.keys()].map(async (tensor) => {
      const { shape, data } = await file.read(tensor);
      return [tensor, { shape, data: [...data] }] satisfies [string, object];
    }),
  );
  file.close();
  return Object.fromEntries(entries);
}

/** The script's own formula. */
function values(shape: number[], begin: number): { shape: number[]; data: number[] } {
  const size = shape.reduce((product, axis) => product * axis, 1);
  return { shape, data: Array.from({ length: size }, (_, i) => (begin + i) / 4) };
}

const BACKBONE = {
  'conv1/kernel': values([3, 3, 3, 2], 0),
  'conv1_bn/gamma': values([2], 100),
  'conv1_bn/beta': values([2], 110),
  'conv1_bn/moving_mean': values([2], 120),
  'conv1_bn/moving_variance': values([2], 130),
};
const TOP = { kernel: values([2, 3], 200), bias: values([3], 300) };

describe('openKerasH5', () => {
  it.each<Name>(['weights', 'model', 'chunked'])('reads "%s"', async (name) => {
    expect(await readAll(name)).toEqual({
      ...BACKBONE,
      'predictions/kernel': TOP.kernel,
      'predictions/bias': TOP.bias,
    });
  });

  it('reads a network inside another by its own layers’ names', async () => {
    expect(await readAll('nested')).toEqual({
      ...BACKBONE,
      'dense_1/kernel': TOP.kernel,
      'dense_1/bias': TOP.bias,
    });
  });

  it('knows the depthwise kernels of Keras 3 by their layers', async () => {
    expect(await readAll('keras3-legacy')).toEqual({
      'conv1/kernel': BACKBONE['conv1/kernel'],
      'conv_dw_1/depthwise_kernel': values([3, 3, 2, 1], 0),
    });
  });

  it('numbers the layers of a Keras 3 .weights.h5 that does not name them', async () => {
    const file = await openKerasH5(new Blob([bytesOf('keras3')]));
    expect([...file.shapes]).toEqual([
      ['batch_normalization/variable_0', [2]],
      ['conv2d/kernel', [3, 3, 3, 2]],
    ]);
    file.close();
  });

  it.each<[Name, string, string]>([
    ['missing', 'weights-missing-tensor', '"conv1_bn/beta"'],
    ['wrong-type', 'weights-dtype', '"conv1/kernel"'],
    ['huge', 'weights-too-large', '"conv1/kernel"'],
    ['nan', 'weights-not-finite', '"predictions/bias"'],
    ['elsewhere', 'weights-missing-tensor', '"conv1/kernel"'],
  ])('refuses "%s"', async (name, code, text) => {
    await expect(readAll(name)).rejects.toMatchObject({ code, message: expect.stringContaining(text) });
  });

  it('refuses a file that is not HDF5', async () => {
    const refused = { code: 'weights-header', message: expect.stringContaining('not HDF5') };
    await expect(openKerasH5(new Blob(['not h5']))).rejects.toMatchObject(refused);
    await expect(openKerasH5(new Blob([]))).rejects.toMatchObject(refused);
  });

  it('gives a typed error wherever a file ends too soon or is damaged, and still reads a good one after', async () => {
    const whole = bytesOf('model');
    const codes = new Set<string>();
    const attempt = async (bytes: Uint8Array<ArrayBuffer>) => {
      try {
        const file = await openKerasH5(new Blob([bytes]));
        try {
          for (const name of file.shapes.keys()) await file.read(name);
        } finally {
          file.close();
        }
      } catch (error) {
        codes.add((error as { code?: string }).code ?? String(error));
      }
    };
    for (let length = 8; length < whole.length; length += 997) await attempt(whole.slice(0, length));
    for (let at = 8; at < whole.length; at += 61) {
      const damaged = whole.slice();
      damaged.fill(0xff, at, at + 24);
      await attempt(damaged);
    }
    expect([...codes].filter((code) => !code.startsWith('weights-'))).toEqual([]);
    expect(codes.size).toBeGreaterThan(0);
    expect(Object.keys(await readAll('weights'))).toHaveLength(7);
  });
});
