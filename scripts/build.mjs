/**
 * `npm run build`: a folder that works on any static host, under any sub-path.
 * `--skip-types` skips the type check.
 */
import path from 'node:path';
import { build } from './lib/build.mjs';
import { ensureBackbone } from './lib/backbone.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { checkNode } from './lib/node-version.mjs';
import { DIST, ROOT } from './lib/paths.mjs';
import { runBin } from './lib/processes.mjs';
import { runScript, say, ScriptError } from './lib/say.mjs';

await runScript(async () => {
  checkNode();
  await ensureInstalled();
  await ensureBackbone();
  if (!process.argv.includes('--skip-types')) {
    say('Checking types …');
    const { code } = await runBin('tsc', ['-p', 'tsconfig.json']);
    if (code !== 0) throw new ScriptError('The types do not hold (see above); nothing was built.');
  }
  say('Building the page …');
  await build();
  const folder = path.relative(ROOT, DIST) || DIST;
  say(`\nThe page is in ${folder}/. Put it on any static host, or see it with: npm run preview`);
});
