/**
 * Brings node_modules in line with the lockfile, and does nothing if it already is. Compares what is installed, not file
 * times, so a fresh clone and a copied folder are treated alike.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { runNpm } from './processes.mjs';
import { say, ScriptError } from './say.mjs';

/** @typedef {Record<string, { version?: string, optional?: boolean }>} Packages */

/**
 * Packages of the lockfile that are not installed in the locked version. Optional ones (other platforms' binaries) count
 * only if they are installed in another version.
 * @param {Packages} locked @param {Packages} installed
 */
export function outdated(locked, installed) {
  return Object.keys(locked).filter((name) => {
    if (name === '') return false;
    const found = installed[name];
    if (!found) return !locked[name].optional;
    return found.version !== locked[name].version;
  });
}

/** @param {string} file @returns {Packages} */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

/** @throws ScriptError if npm fails. */
export async function ensureInstalled() {
  const installedList = path.join(ROOT, 'node_modules/.package-lock.json');
  const fresh = !existsSync(installedList);
  if (!fresh) {
    const wrong = outdated(packagesOf(path.join(ROOT, 'package-lock.json')), packagesOf(installedList));
    if (wrong.length === 0) return;
    say(`Bringing ${wrong.length} installed packages in step with the lockfile (npm install) …`);
  } else {
    say('Installing the packages that the project needs (npm ci) …');
  }
  // `npm ci` empties node_modules first, which would break a page that is being served from it
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const { code } = await runNpm(fresh ? ['ci', ...quiet] : ['install', '--no-save', ...quiet]);
  if (code !== 0)
    throw new ScriptError(
      `Installing failed (npm ended with code ${code}; its own message stands above).\n` +
        'Check the network connection and the disk space, then run the same command again.',
    );
}
