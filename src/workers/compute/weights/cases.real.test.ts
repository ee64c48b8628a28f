/** Weights as people bring them, of `../shared/cases`: each gives what its `expected.json` says. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { KeptWeights } from '../../../core/backbones/kept-weights';
import { parseSafetensors } from '../../../ml/weights/safetensors';
import { readModel } from '../../../ml/formats/read-model';
import { MemoryFolder } from '../../../storage/memory-folder';
import { WeightsStore } from '../../../storage/weights-store';
import { PretrainedWeights } from './pretrained-weights';

const CASES = path.resolve('../shared/cases');
const VGG = 'W01-official-keras-h5/vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5';

let store: WeightsStore;
let pretrained: PretrainedWeights;

beforeEach(async () => {
  store = await WeightsStore.open(new MemoryFolder());
  pretrained = new PretrainedWeights(() => ({ file: () => Promise.reject(new Error('not asked for')) }), {
    store,
  });
});

/** A file, or all of a folder, as a person drops it. */
async function add(name: string): Promise<KeptWeights> {
  const whole = path.join(CASES, name);
  const files = statSync(whole).isDirectory()
    ? readdirSync(whole).map((file) => ({
        path: `${path.basename(name)}/${file}`,
        at: path.join(whole, file),
      }))
    : [{ path: path.basename(name), at: whole }];
  const input = files.map((one) => ({ path: one.path, file: new File([readFileSync(one.at)], one.path) }));
  return pretrained.add({ files: input, handles: [] });
}

/** How many tensors are kept, those of a head beside. */
async function keptTensors({ id }: KeptWeights): Promise<number> {
  return parseSafetensors(await store.read(id)).size;
}

describe.skipIf(!existsSync(CASES))('weights of ../shared/cases (skipped without)', () => {
  it('W01: the VGG16 that Keras downloads', async () => {
    const kept = await add(VGG);
    expect(kept).toMatchObject({ network: 'vgg16', complete: true });
    expect(kept.leftOut).toBeUndefined();
    expect(await keptTensors(kept)).toBe(26);
    const found = await pretrained.weights(
      { kind: 'file', name: 'x', sha256: kept.sha256 },
      { family: 'vgg', size: 'vgg16', classes: 3, top: { kind: 'average' } },
    );
    expect(found.fresh).toEqual(['head']);
  });

  it.each([
    ['control_mobilenetv2_035.h5', undefined],
    ['mobilenetv2_035_with_own_head.h5', ['batch_normalization', 'fc1', 'output']],
  ])('W02: %s', async (file, leftOut) => {
    const kept = await add(`W02-keras-h5-own-head/${file}`);
    expect(kept).toMatchObject({
      network: 'mobilenet-v2 × 0.35',
      architecture: { family: 'mobilenet-v2', width: 0.35, source: 'keras' },
    });
    expect(kept.leftOut).toEqual(leftOut);
    expect(await keptTensors(kept)).toBe(260);
  });

  it.each(['control_keras2', 'keras3_sequential_head'])('W03: %s', async (folder) => {
    const kept = await add(`W03-tfjs-from-keras3/${folder}`);
    expect(kept).toMatchObject({
      network: 'mobilenet-v2 × 0.35',
      architecture: { source: 'keras' },
      leftOut: ['dense'],
    });
    expect(await keptTensors(kept)).toBe(260);
  });

  it.each(['control', 'dataparallel'])('W04: %s.safetensors', async (file) => {
    const kept = await add(`W04-safetensors-prefixes/${file}.safetensors`);
    expect(kept).toMatchObject({ network: 'mobilenet-v2 × 0.35', architecture: { source: 'torch' } });
    expect(kept.leftOut).toBeUndefined();
    const found = await pretrained.weights(
      { kind: 'file', name: 'x', sha256: kept.sha256 },
      { family: 'mobilenet-v2', width: 0.35, source: 'torch', classes: 3 },
    );
    expect(found.fresh).toEqual([]);
  });

  it('W05: a pointer and a page are called so', async () => {
    await expect(add('W05-lfs-pointer/cloned/model.safetensors')).rejects.toMatchObject({
      code: 'weights-text',
      message: expect.stringMatching(/Git LFS pointer of 13\d bytes.*46,807,446/),
      advice: expect.stringMatching(/git lfs pull.*download/),
    });
    await expect(add('W05-lfs-pointer/saved_page')).rejects.toMatchObject({
      code: 'weights-text',
      message: expect.stringContaining('web page (HTML)'),
    });
  });

  it.each(['unzipped', 'tm-my-image-model.zip'])('W06: weights of Teachable Machine, %s', async (given) => {
    const kept = await add(`W06-teachable-machine-zip/${given}`);
    expect(kept).toMatchObject({
      network: 'mobilenet-v2 × 0.35',
      architecture: { source: 'keras' },
      leftOut: ['dense_Dense1', 'dense_Dense2'],
    });
    expect(await keptTensors(kept)).toBe(260);
  });

  it('W06: a model of Teachable Machine in Predict', async () => {
    const zip = readFileSync(path.join(CASES, 'W06-teachable-machine-zip/tm-my-image-model.zip'));
    await expect(readModel(new Blob([zip]))).rejects.toMatchObject({
      code: 'model-broken',
      message: expect.stringMatching(/Teachable Machine.*Comedy, Horror/),
      advice: expect.stringContaining('Train'),
    });
  });
});
