/**
 * Whether the built page is up to date with the sources. The stamp covers names, sizes and times of everything that goes
 * into a build, so a deleted file counts as a change, too.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CACHE, DIST, ROOT } from './paths.mjs';

const INPUTS = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  'scripts/lib/policy.mjs',
  'tsconfig.base.json',
  'package-lock.json',
];
const IN_TESTS_ALONE = /\.test\.tsx?$|[\\/]testing[\\/]/;

/** @param {string} name @returns {string[]} */
function filesIn(name) {
  const full = path.join(ROOT, name);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [name];
  return readdirSync(full, { withFileTypes: true }).flatMap((entry) => filesIn(path.join(name, entry.name)));
}

function stampNow() {
  const hash = createHash('sha256');
  for (const file of INPUTS.flatMap(filesIn).sort()) {
    if (IN_TESTS_ALONE.test(file)) continue;
    const { size, mtimeMs } = statSync(path.join(ROOT, file));
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function stampFile() {
  const name = createHash('sha256').update(DIST).digest('hex').slice(0, 12);
  return path.join(CACHE, `build-${name}`);
}

export function isBuilt() {
  if (!existsSync(path.join(DIST, 'index.html')) || !existsSync(stampFile())) return false;
  return readFileSync(stampFile(), 'utf8') === stampNow();
}

/** Takes the stamp before a build; calling the result afterwards records it, so edits made during the build are noticed. */
export function beginBuild() {
  const stamp = stampNow();
  return () => {
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(stampFile(), stamp);
  };
}
