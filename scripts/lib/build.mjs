/** Builds the page into `DIST`. */
import { beginBuild, isBuilt } from './build-state.mjs';
import { DIST } from './paths.mjs';
import { runBin } from './processes.mjs';
import { say, ScriptError } from './say.mjs';

/**
 * @param {{ quiet?: boolean }} [options] `quiet` shows vite's output only if it fails
 * @throws ScriptError if vite fails.
 */
export async function build({ quiet = false } = {}) {
  const finish = beginBuild();
  const { code, output } = await runBin('vite', ['build', '--outDir', DIST, '--emptyOutDir'], { quiet });
  if (code !== 0) throw new ScriptError(`${output}\nThe page could not be built (see above).`.trim());
  finish();
}

/** Builds only if the sources are newer than the built page; with `ONESHEET_AS_BUILT`, never. */
export async function ensureBuilt() {
  if (process.env.ONESHEET_AS_BUILT || isBuilt()) return;
  say('Building the page …');
  await build({ quiet: true });
}
