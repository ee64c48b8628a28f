/** A person's own weights, added and then used by a training. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { WeightsSource } from '../../../core/recipe/weights-source';
import { architectureOf, type ArchitectureConfig } from '../../../ml/backbones/architectures';
import { BUNDLED } from '../../../ml/backbones/bundled';
import { parametersOf } from '../../../ml/layers/parameters';
import { writeKerasH5 } from '../../../ml/testing/keras-file';
import type { Fitted } from '../../../ml/weights/fit-weights';
import { MOBILENET_V1_KERAS } from '../../../ml/weights/names/mobilenet-v1';
import { MOBILENET_V2_TORCHVISION } from '../../../ml/weights/names/mobilenet-v2';
import { fileShapes, fromFile, type TensorNames } from '../../../ml/weights/names/tensor-names';
import { writeSafetensors } from '../../../ml/weights/safetensors';
import { sizeOf, type Weights } from '../../../ml/layers/weights';
import { MemoryFolder } from '../../../storage/memory-folder';
import { WeightsStore } from '../../../storage/weights-store';
import { addWeights } from './add-weights';
import { PretrainedWeights } from './pretrained-weights';

const v1: ArchitectureConfig = { family: 'mobilenet-v1', width: 0.25, classes: 10 };
const v2: ArchitectureConfig = { family: 'mobilenet-v2', width: 0.35, classes: 10, source: 'torch' };

function fill(config: ArchitectureConfig, names: TensorNames): Weights {
  let value = 0;
  return new Map(
    [...fileShapes(architectureOf(config), names)].map(([name, shape]) => [
      name,
      {
        dtype: 'F32',
        shape,
        data: Float32Array.from({ length: sizeOf(shape) }, () => (value++ % 1999) / 8),
      },
    ]),
  );
}

const kerasFile = fill(v1, MOBILENET_V1_KERAS);
const torchFile = fill(v2, MOBILENET_V2_TORCHVISION);

/** The same model in tfjs's format, in shards of 100,000 bytes. */
function tfjsFiles(weights: Weights): { path: string; file: Blob }[] {
  const entries = [...weights].map(([name, { shape }]) => ({ name, shape, dtype: 'float32' }));
  const bytes = new Uint8Array(
    Buffer.concat([...weights.values()].map(({ data }) => Buffer.from(data.buffer))),
  );
  const count = Math.ceil(bytes.length / 100_000);
  const paths = Array.from({ length: count }, (_, i) => `group1-shard${i + 1}of${count}`);
  const json = JSON.stringify({ modelTopology: {}, weightsManifest: [{ paths, weights: entries }] });
  return [
    { path: 'mobilenet/README.md', file: new Blob(['# Read me']) },
    ...paths.map((path, i) => ({
      path: `mobilenet/${path}`,
      file: new Blob([bytes.slice(i * 100_000, (i + 1) * 100_000)]),
    })),
    { path: 'mobilenet/model.json', file: new Blob([json]) },
  ];
}

let store: WeightsStore;
let pretrained: PretrainedWeights;
const BUNDLED_FILE = `public/${BUNDLED['open-images-mobilenet-v2'].path}`;

beforeEach(async () => {
  store = await WeightsStore.open(new MemoryFolder());
  const file = () => {
    const bytes = readFileSync(BUNDLED_FILE);
    return Promise.resolve(new Uint8Array(bytes).buffer);
  };
  pretrained = new PretrainedWeights(() => ({ file }), { store });
});

function given(path: string, bytes: Uint8Array<ArrayBuffer> | ArrayBuffer | string) {
  return [{ path, file: new Blob([bytes]) }];
}

function source(sha256: string | null, name = 'x'): WeightsSource {
  return { kind: 'file', name, sha256 };
}

function expectSame({ weights }: Fitted, expected: Weights): void {
  expect([...weights.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
  const differing = [...expected].filter(([name, { data }]) => {
    const found = weights.get(name)?.data;
    return !found || !Buffer.from(found.buffer).equals(Buffer.from(data.buffer));
  });
  expect(differing.map(([name]) => name)).toEqual([]);
}

describe('addWeights', () => {
  it('keeps a safetensors file under its own hash', async () => {
    const bytes = writeSafetensors(torchFile);
    const kept = await addWeights(given('a/b/mine.safetensors', bytes), { store });
    expect(kept).toMatchObject({
      name: 'mine.safetensors',
      sha256: createHash('sha256').update(new Uint8Array(bytes)).digest('hex'),
      network: 'mobilenet-v2 × 0.35',
      architecture: { family: 'mobilenet-v2', width: 0.35, source: 'torch' },
      origin: { kind: 'file', format: 'safetensors' },
      complete: true,
    });
    expect(await store.list()).toEqual([kept]);
    // the second time it is the same entry
    expect(await addWeights(given('other.safetensors', bytes), { store })).toEqual(kept);
    const found = await pretrained.weights(source(kept.sha256), v2);
    expect(found.fresh).toEqual([]);
    expectSame(found, fromFile(architectureOf(v2), torchFile, MOBILENET_V2_TORCHVISION));
    expect((await pretrained.weights(source(kept.sha256), { ...v2, classes: 3 })).fresh).toEqual(['head']);
  });

  it('reads the same network from a Keras file and from a tfjs model', async () => {
    const expected = fromFile(architectureOf(v1), kerasFile, MOBILENET_V1_KERAS);
    const h5 = await writeKerasH5(kerasFile);
    const keras = await addWeights(given('mobilenet.h5', h5), { store });
    expect(keras).toMatchObject({
      name: 'mobilenet.h5',
      sha256: createHash('sha256').update(h5).digest('hex'),
      network: 'mobilenet-v1 × 0.25',
      origin: { format: 'keras-h5' },
    });
    expectSame(await pretrained.weights(source(keras.sha256), v1), expected);

    const files = tfjsFiles(kerasFile);
    const tfjs = await addWeights(files, { store });
    const hash = createHash('sha256');
    // model.json, the last file, is passed first; the first file is not part of the model
    for (const { file } of [...files.slice(-1), ...files.slice(1, -1)])
      hash.update(new Uint8Array(await file.arrayBuffer()));
    expect(tfjs).toMatchObject({ name: 'mobilenet/model.json', sha256: hash.digest('hex') });
    expectSame(await pretrained.weights(source(tfjs.sha256), v1), expected);
    expect(await store.list()).toHaveLength(2);
    await store.remove(keras.id);
    expect(await store.list()).toEqual([tfjs]);
  });

  const nan = new Map(torchFile);
  nan.set('features.3.conv.1.1.weight', { dtype: 'F32', shape: [48], data: new Float32Array(48).fill(NaN) });
  const wrong = new Map(torchFile);
  wrong.set('features.3.conv.1.1.weight', { dtype: 'F32', shape: [49], data: new Float32Array(49) });
  const truncated = writeSafetensors(torchFile);
  const huge = new Uint8Array(16);
  huge[7] = 0x10;
  const overlapping = new TextEncoder().encode(
    '________{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}......',
  );
  new DataView(overlapping.buffer).setBigUint64(0, BigInt(overlapping.length - 14), true);

  it.each([
    [
      'a NaN',
      given('a.safetensors', writeSafetensors(nan)),
      'weights-not-finite',
      'features.3.conv.1.1.weight',
    ],
    [
      'a wrong shape',
      given('a.safetensors', writeSafetensors(wrong)),
      'weights-extra-tensor',
      'features.3.conv.1.1.weight',
    ],
    [
      'a truncated file',
      given('a.safetensors', truncated.slice(0, truncated.byteLength - 9)),
      'weights-truncated',
      'classifier.1.',
    ],
    ['a header of 2^60 bytes', given('a.safetensors', huge), 'weights-header', '1152921504606846976'],
    ['tensors that overlap', given('a.safetensors', overlapping), 'weights-header', '"b"'],
    ['an empty file', given('a.safetensors', ''), 'weights-truncated', '0 bytes'],
    ['a text named .h5', given('a.h5', 'no'), 'weights-header', 'not HDF5'],
    ['a PyTorch checkpoint', given('model.pth', 'PK'), 'file-unsupported', 'PyTorch'],
    ['a picture', given('a.png', 'x'), 'file-unsupported', 'no file of weights'],
    ['nothing', [], 'file-unsupported', 'no file of weights'],
    [
      'two files',
      [...given('a.safetensors', truncated), ...given('b.safetensors', truncated)],
      'file-unsupported',
      'a.safetensors, b.safetensors',
    ],
    ['only a model.json', tfjsFiles(kerasFile).slice(-1), 'weights-missing-tensor', 'group1-shard1of'],
    ['invalid JSON', given('model.json', '{"modelTopology": 1}'), 'weights-header', 'lists no weights'],
  ])('rejects %s, and keeps what is there', async (_, files, code, text) => {
    const kept = await addWeights(given('good.safetensors', writeSafetensors(torchFile)), { store });
    const error = { code, message: expect.stringContaining(text) };
    await expect(addWeights(files, { store })).rejects.toMatchObject(error);
    expect(await store.list()).toEqual([kept]);
  });

  it('stops, and leaves nothing behind', async () => {
    const signal = AbortSignal.abort();
    const adding = addWeights(given('a.safetensors', writeSafetensors(torchFile)), { store, signal });
    await expect(adding).rejects.toMatchObject({ code: 'stopped' });
    expect(await store.list()).toEqual([]);
  });

  it('returns no weights if there are no pretrained ones', async () => {
    store = await WeightsStore.open(new MemoryFolder(100_000));
    const adding = addWeights(given('a.safetensors', writeSafetensors(torchFile)), { store });
    await expect(adding).rejects.toMatchObject({ code: 'storage-full' });
    expect(await store.list()).toEqual([]);
  });
});

describe('PretrainedWeights', () => {
  const folded: ArchitectureConfig = { family: 'mobilenet-v2', width: 1, classes: 4, source: 'folded' };

  it('returns the bundled weights, except for the head', async () => {
    const found = await pretrained.weights({ kind: 'bundled' }, folded);
    expect(found.fresh).toEqual(['head']);
    const expected = parametersOf(architectureOf(folded)).filter(({ stage }) => stage !== 'head');
    expect([...found.weights.keys()].toSorted()).toEqual(expected.map(({ name }) => name).toSorted());
    for (const { name, shape } of expected) expect(found.weights.get(name)?.shape).toEqual(shape);
  });

  it('returns none for random initialisation', async () => {
    const found = await pretrained.weights({ kind: 'random' }, v1);
    expect(found.weights.size).toBe(0);
    expect(found.fresh).toEqual(architectureOf(v1).stages.map(({ name }) => name));
  });

  it.each<[string, WeightsSource, ArchitectureConfig, string]>([
    ['bundled weights in another network', { kind: 'bundled' }, v1, 'weights-other-network'],
    ['a file that was not added', source('ab'.repeat(32), 'mine.h5'), v1, 'weights-not-here'],
    ['a file without a hash', source(null), v1, 'weights-not-here'],
    [
      'what was not downloaded',
      { kind: 'hub', repo: 'timm/resnet18.tv_in1k', file: 'model.safetensors', revision: 'main' },
      v1,
      'weights-not-here',
    ],
  ])('rejects %s', async (_, from, config, code) => {
    await expect(pretrained.weights(from, config)).rejects.toMatchObject({ code });
  });

  it('fills both branches of Deep & Wide', { timeout: 60_000 }, async () => {
    const config: ArchitectureConfig = {
      family: 'deep-and-wide',
      classes: 2,
      deep: 'resnet18',
      wide: 'resnet18',
    };
    const resnet: ArchitectureConfig = { family: 'resnet', size: 'resnet18', classes: 1000 };
    const { RESNET_NAMES } = await import('../../../ml/weights/names/resnet');
    const kept = await addWeights(given('r.safetensors', writeSafetensors(fill(resnet, RESNET_NAMES))), {
      store,
    });
    const { weights, fresh } = await pretrained.weights(source(kept.sha256), config);
    const expected = parametersOf(architectureOf(config)).filter(({ stage }) => !fresh.includes(stage));
    expect([...weights.keys()].toSorted()).toEqual(expected.map(({ name }) => name).toSorted());
    expect(fresh).toEqual(['input', 'joint', 'head']);
  });
});
