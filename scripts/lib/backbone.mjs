/** Creates the bundled backbone's files in public/ if they are missing or the code that creates them has changed. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CACHE, ROOT } from './paths.mjs';
import { runBin } from './processes.mjs';
import { say, ScriptError } from './say.mjs';

const FOLDER = path.join(ROOT, 'public/backbones');
const MAKER = path.join(ROOT, 'scripts/extract-backbone.ts');
const STAMP = path.join(CACHE, 'backbone');

function weightsAreThere() {
  if (!existsSync(FOLDER)) return false;
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).some((file) =>
    file.endsWith('.safetensors'),
  );
}

function stampNow() {
  const maker = readFileSync(MAKER);
  const packages = readFileSync(path.join(ROOT, 'package-lock.json'));
  return createHash('sha256').update(maker).update(packages).digest('hex');
}

/** @throws ScriptError if the extraction fails. */
export async function ensureBackbone() {
  const stamp = stampNow();
  if (weightsAreThere() && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return;
  say('Extracting the bundled backbone …');
  const { code } = await runBin('tsx', [MAKER]);
  if (code !== 0)
    throw new ScriptError(
      'The bundled backbone could not be extracted (see above).\n' +
        'Delete node_modules and run the same command again; if it comes back, report it.',
    );
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(STAMP, stamp);
}
