/** Fails at once with a clear message if Node is too old; otherwise later errors would be less clear. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { ScriptError } from './say.mjs';

/**
 * @param {string} version `20.19.1`
 * @param {string} least `20.19`
 */
export function isAtLeast(version, least) {
  const [major, minor = 0] = version.split('.').map(Number);
  const [leastMajor, leastMinor = 0] = least.split('.').map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

/** @throws ScriptError if this Node is older than package.json's `engines` requires. */
export function checkNode() {
  const { engines } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const least = engines.node.replace('>=', '');
  if (isAtLeast(process.versions.node, least)) return;
  throw new ScriptError(
    `Onesheet needs Node ${least} or newer; this is Node ${process.versions.node}.\n` +
      'Get the current LTS from nodejs.org (or your version manager) and run the same command again.',
  );
}
