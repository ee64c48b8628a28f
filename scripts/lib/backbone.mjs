/** Makes the bundled backbone's files under public/ where they are missing or older than what makes them. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { runBin } from './processes.mjs';
import { say, ScriptError } from './say.mjs';

const FOLDER = path.join(ROOT, 'public/backbones');
const MAKER = path.join(ROOT, 'scripts/extract-backbone.ts');

function isFresh() {
  if (!existsSync(FOLDER)) return false;
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
  const weights = files.filter((file) => file.endsWith('.safetensors'));
  if (weights.length === 0) return false;
  const made = statSync(MAKER).mtimeMs;
  return weights.every((file) => statSync(path.join(FOLDER, file)).mtimeMs >= made);
}

/** @throws ScriptError where the extraction fails. */
export async function ensureBackbone() {
  if (isFresh()) return;
  say('Extracting the bundled backbone …');
  const { code } = await runBin('tsx', [MAKER]);
  if (code !== 0)
    throw new ScriptError(
      'The bundled backbone could not be extracted (see above).\n' +
        'Delete node_modules and run the same command again; if it comes back, report it.',
    );
}
