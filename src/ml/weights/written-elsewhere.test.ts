/** Files that PyTorch and h5py wrote, as `scripts/reference/weights_files.py` says. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { ZipReader, BlobReader, BlobWriter, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import reference from '../../../scripts/reference/weights_files.json';
import { architectureOf } from '../backbones/architectures';
import { parametersOf } from '../layers/parameters';
import type { NamedTensor, Weights } from '../layers/weights';
import { fromFile } from './names/tensor-names';
import { openWeightFiles } from './open-file';
import { recognise, type Recognised } from './recognise';
import { constantTensor } from './sources';

function bytesOf(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gunzipSync(readFileSync(`scripts/reference/weights/${name}.gz`)));
}

function given(name: string, bytes = bytesOf(name)) {
  return [{ path: name, file: new Blob([bytes]) }];
}

async function read(
  name: string,
  files = given(name),
): Promise<{ tensors: Weights; besides: readonly string[] }> {
  const { weights } = await openWeightFiles(files);
  try {
    const names = [...weights.shapes.keys()];
    const tensors = await Promise.all(names.map(async (one) => [one, await weights.read(one)] as const));
    return { tensors: new Map(tensors), besides: weights.besides ?? [] };
  } finally {
    weights.close();
  }
}

/** What is in a file of a network: under our names, all but the head. */
async function network(
  name: string,
  files = given(name),
): Promise<{ found: Recognised; weights: Weights; besides: readonly string[] }> {
  const { tensors, besides } = await read(name, files);
  const found = recognise(new Map([...tensors].map(([one, { shape }]) => [one, shape])));
  const placed: Weights = new Map(
    [...found.sources].flatMap(([one, source]) => {
      const tensor = source.kind === 'tensor' ? tensors.get(source.name) : constantTensor(source);
      return tensor ? [[one, tensor] as [string, NamedTensor]] : [];
    }),
  );
  const weights = fromFile(architectureOf(found.config), placed, found.names, {
    except: found.hasHead ? [] : ['head'],
  });
  return { found, weights, besides };
}

const values = (tensors: Weights, name: string) => [...(tensors.get(name)?.data ?? [])];
const quarters = (...numbers: number[]) => numbers.map((one) => one / 4);

describe('tensors that PyTorch saved', () => {
  it.each(['tensors.pt', 'tensors-before-1.6.pth'])('%s', async (name) => {
    const { tensors } = await read(name);
    expect(tensors.get('plain')).toMatchObject({ dtype: 'F32', shape: [2, 3] });
    expect(values(tensors, 'plain')).toEqual(quarters(0, 1, 2, 3, 4, 5));
    expect(values(tensors, 'half')).toEqual([1.5, -2, 65504]);
    expect(values(tensors, 'bfloat')).toEqual([1.5, -2, 3]);
    expect(values(tensors, 'double')).toEqual([0.25, -1e10]);
    expect(tensors.get('count')).toMatchObject({ dtype: 'I64', shape: [] });
    expect(values(tensors, 'count')).toEqual([300000]);
    // one storage for several tensors, and values that do not lie one after the other
    expect(values(tensors, 'view')).toEqual(quarters(4, 5, 6, 7, 8, 9));
    expect(tensors.get('transposed')?.shape).toEqual([3, 2]);
    expect(values(tensors, 'transposed')).toEqual(quarters(0, 3, 1, 4, 2, 5));
    expect(values(tensors, 'last')).toEqual(quarters(...Array.from({ length: 24 }, (_, i) => i)));
    expect(values(tensors, 'parameter')).toEqual([7, 8]);
    expect(values(tensors, 'inside.deep.0')).toEqual([9]);
    expect(values(tensors, 'inside.deep.1')).toEqual([10]);
  });

  it.each([
    ['whole-model.pt', 'torch.nn.modules.container.Sequential'],
    ['harmful.pt', 'posix.system'],
    ['script.pt', 'TorchScript'],
  ])('%s is refused, and runs nothing', async (name, text) => {
    await expect(read(name)).rejects.toMatchObject({
      code: 'weights-header',
      message: expect.stringContaining(text),
      advice: expect.stringContaining('state_dict'),
    });
  });

  it.each(['tensors.pt', 'tensors-before-1.6.pth'])('a typed error wherever %s is damaged', async (name) => {
    const whole = bytesOf(name);
    const codes = new Set<string>();
    for (let at = 16; at < whole.length; at += 41) {
      const damaged = whole.slice();
      damaged.fill(0xff, at, at + 3);
      for (const bytes of [damaged, whole.slice(0, at)])
        try {
          // oxlint-disable-next-line no-await-in-loop -- one after the other
          await read(name, given(name, bytes));
        } catch (error) {
          codes.add((error as { code?: string }).code ?? String(error));
        }
    }
    expect([...codes].filter((code) => !/^(weights-|file-unsupported)/.test(code))).toEqual([]);
    expect(codes.size).toBeGreaterThan(0);
  });
});

/** Of every convolution and the norm after it: a channel's number times the norm's, and what is added. */
function foldedOf(weights: Weights): [number, number][] {
  const architecture = architectureOf({ family: 'mobilenet-v2', width: 0.35, classes: 3, source: 'torch' });
  const found: [number, number][] = [];
  let kernel = 0;
  for (const { kind, layer, name } of parametersOf(architecture)) {
    const first = (part: string) => weights.get(`${layer}/${part}`)?.data[0] ?? NaN;
    if (kind === 'kernel') kernel = weights.get(name)?.data[0] ?? NaN;
    if (kind !== 'gamma') continue;
    const by = first('gamma') / Math.sqrt(first('moving_variance') + 1e-5);
    found.push([kernel * by, first('beta') - first('moving_mean') * by]);
  }
  return found;
}

describe('MobileNetV2 as PyTorch writes it', () => {
  it.each<[string, unknown[], boolean]>([
    ['checkpoint.pt', ['optimizer'], true],
    ['mobilenet.onnx', [], true],
    ['mobilenet-with-norms.onnx', [], true],
    // its head cannot be told by a name
    ['mobilenet-without-names.onnx', [expect.stringMatching(/^node_\d+$/)], false],
  ])('%s', { timeout: 60_000 }, async (name, leftOut, hasHead) => {
    const { found, weights } = await network(name);
    expect(found).toMatchObject({
      config: { family: 'mobilenet-v2', width: 0.35, source: 'torch', ...(hasHead ? { classes: 3 } : {}) },
      hasHead,
    });
    expect(found.leftOut).toEqual(leftOut);
    const folded = foldedOf(weights);
    expect(folded).toHaveLength(reference.mobilenet.length);
    for (const [i, [by, added]] of reference.mobilenet.entries()) {
      expect(folded[i][0]).toBeCloseTo(by, 5);
      expect(folded[i][1]).toBeCloseTo(added, 5);
    }
  });

  it('refuses weights in another file, by name', async () => {
    await expect(read('external.onnx')).rejects.toMatchObject({
      code: 'weights-header',
      message: expect.stringContaining('external data'),
    });
  });
});

const VARIABLES = ['gamma', 'beta', 'moving_mean', 'moving_variance'];

describe('MobileNetV1 as Keras 3 writes it', () => {
  it.each<[string, string[]]>([
    ['keras3-numbered.weights.h5', ['dense', 'dense_1']],
    ['keras3-named.weights.h5', ['dense', 'dense_1']],
    ['keras3-nested.weights.h5', ['dense', 'dense_1']],
    ['mobilenet.keras', ['dense', 'dense_1']],
  ])('%s', { timeout: 60_000 }, async (name, leftOut) => {
    const { found, weights, besides } = await network(name);
    expect(found).toMatchObject({
      config: { family: 'mobilenet-v1', width: 0.25 },
      hasHead: false,
      leftOut,
    });
    expect(besides).toEqual(['optimizer']);
    for (const [variable, value] of Object.entries(reference.mobilenetV1)) {
      const [layer, index] = variable.split('/');
      const ours = layer.replace(/_bn$/, '/norm');
      const part = layer.endsWith('_bn') ? VARIABLES[Number(index)] : 'kernel';
      expect(weights.get(`${ours}/${part}`)?.data[0]).toBe(value);
    }
  });
});

describe('names of former versions of Keras', () => {
  const shapes = (names: Record<string, number[]>) => new Map(Object.entries(names));

  it('ResNet50 of before 2.2.5, with its top and without', () => {
    const found = recognise(shapes(reference.resnetBefore225));
    expect(found).toMatchObject({
      config: { family: 'resnet', size: 'resnet50', classes: 1000, tweakB: false },
      hasHead: true,
      leftOut: [],
    });
    expect(found.sources.get('conv3_block2_2_bn/moving_variance')).toEqual({
      kind: 'tensor',
      name: 'bn3b_branch2b/bn3b_branch2b_running_std:0',
    });
    expect(found.sources.get('conv4_block1_0_conv/kernel')).toEqual({
      kind: 'tensor',
      name: 'res4a_branch1/res4a_branch1_W:0',
    });
  });

  it('MobileNetV2 of 2018', () => {
    const found = recognise(shapes(reference.mobilenetV2Of2018));
    expect(found).toMatchObject({
      config: { family: 'mobilenet-v2', width: 0.35, classes: 1000, source: 'keras' },
      hasHead: true,
      leftOut: [],
    });
    expect(found.sources.get('block_3_expand_BN/gamma')).toEqual({
      kind: 'tensor',
      name: 'bn3_conv_3_bn_expand/bn3_conv_3_bn_expand/gamma:0',
    });
  });
});

describe('what people put around a network', () => {
  const torch = shapesOf(reference.mobilenetV2Of2018);

  /** A second build in the same session numbers every layer. */
  function shapesOf(names: Record<string, number[]>): Map<string, number[]> {
    return new Map(
      Object.entries(names).map(([name, shape]) => {
        const [layer, ...rest] = name.split('/');
        return [[`${layer}_1`, ...rest.slice(1)].join('/'), shape];
      }),
    );
  }

  it('takes the layers of a second build, `Conv1_1`', () => {
    expect(torch.has('Conv1_1/kernel:0')).toBe(true);
    expect(recognise(torch)).toMatchObject({ config: { family: 'mobilenet-v2', width: 0.35 }, leftOut: [] });
  });

  it.each(['module.', 'model.', '_orig_mod.', 'backbone.', 'net.', 'a.name.of.mine.'])(
    'takes off %s',
    async (prefix) => {
      const { tensors } = await read('mobilenet-with-norms.onnx');
      const prefixed = new Map([...tensors].map(([name, { shape }]) => [prefix + name, shape]));
      prefixed.set('ema.decay', []);
      expect(recognise(prefixed)).toMatchObject({
        config: { family: 'mobilenet-v2', source: 'torch' },
        hasHead: true,
        leftOut: ['ema'],
      });
    },
  );

  it('does not take a deeper network for the one that it begins with', async () => {
    const { tensors } = await read('mobilenet-with-norms.onnx');
    const deeper = new Map([...tensors].map(([name, { shape }]) => [name, shape]));
    deeper.set('features.19.0.weight', [64, 1280, 1, 1]);
    expect(() => recognise(deeper)).toThrow(
      expect.objectContaining({ message: expect.stringContaining('"features.19.0.weight"') }),
    );
  });
});

describe('ZIPs of models', () => {
  async function zipOf(name: string, folder: string, litter: boolean): Promise<Uint8Array<ArrayBuffer>> {
    const writer = new ZipWriter(new BlobWriter('application/zip'));
    if (litter) await writer.add('__MACOSX/._model', new Uint8ArrayReader(new Uint8Array([1, 2])));
    await writer.add(`${folder}${name}`, new Uint8ArrayReader(bytesOf(name)));
    if (litter) await writer.add(`${folder}.DS_Store`, new Uint8ArrayReader(new Uint8Array([1, 2])));
    return new Uint8Array(await (await writer.close()).arrayBuffer());
  }

  /** The same entries in a folder: as a system packs what it unpacked. */
  async function repacked(name: string): Promise<Uint8Array<ArrayBuffer>> {
    const writer = new ZipWriter(new BlobWriter('application/zip'));
    await writer.add('__MACOSX/._x', new Uint8ArrayReader(new Uint8Array([0])));
    for (const entry of await new ZipReader(new BlobReader(new Blob([bytesOf(name)]))).getEntries())
      if (!entry.directory)
        // oxlint-disable-next-line no-await-in-loop -- one after the other: a ZIP is one stream
        await writer.add(
          `mine/${entry.filename}`,
          new Uint8ArrayReader(new Uint8Array(await entry.arrayBuffer())),
        );
    return new Uint8Array(await (await writer.close()).arrayBuffer());
  }

  it.each([
    ['', false],
    ['a/b/', true],
  ])('a file in a ZIP, in the folder "%s"', async (folder, litter) => {
    const bytes = await zipOf('mobilenet.onnx', folder, litter);
    const { found } = await network('mine.zip', given('mine.zip', bytes));
    expect(found.config).toMatchObject({ family: 'mobilenet-v2', width: 0.35 });
  });

  it.each(['mobilenet.keras', 'tensors.pt'])('%s, unpacked and packed again', async (name) => {
    const { tensors } = await read(name, given('again.zip', await repacked(name)));
    expect([...tensors.keys()]).toEqual([...(await read(name)).tensors.keys()]);
  });
});

describe('texts in the place of weights', () => {
  it.each([
    ['model.pt', '<!DOCTYPE html><html><title>Sign in</title>', 'web page (HTML), titled “Sign in”'],
    ['model.h5', '\n<html>', 'web page'],
    ['model.onnx', '{"error": "Entry not found"}', 'Entry not found'],
    ['model.json', '{"message": "Bad credentials", "status": 401}', 'Bad credentials'],
    [
      'weights.bin',
      'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 2000\n',
      'the real file has 2,000',
    ],
    [
      'model.json',
      'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 20\n',
      'Git LFS pointer of 65 bytes',
    ],
  ])('%s: %s', async (name, text, said) => {
    await expect(read(name, given(name, new TextEncoder().encode(text)))).rejects.toMatchObject({
      code: 'weights-text',
      message: expect.stringContaining(said),
    });
  });

  it('a shard of a tfjs model that is a pointer', async () => {
    const json = '{"modelTopology":{},"weightsManifest":[{"paths":["a.bin"],"weights":[]}]}';
    const files = [
      ...given('m/model.json', new TextEncoder().encode(json)),
      ...given('m/a.bin', new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\nsize 9\n')),
    ];
    await expect(read('', files)).rejects.toMatchObject({
      code: 'weights-text',
      message: expect.stringContaining('m/a.bin is a Git LFS pointer'),
    });
  });
});
