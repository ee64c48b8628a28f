/**
 * `npm test`: installs what is missing, including a browser, then runs every check and every test. It continues after a
 * failing step to show all failures, and ends with one line of counts.
 * `--real` runs the tests that need ../shared instead, `--only types,unit` only some steps; `--summary FILE` also writes
 * the counts as JSON.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ensureBackbone } from './lib/backbone.mjs';
import { ensureBrowser, ensureVulkan } from './lib/browser-install.mjs';
import { closingLine, NOTHING, plus } from './lib/counting.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { checkNode } from './lib/node-version.mjs';
import { sharedTmdb } from './lib/paths.mjs';
import { duration, say, ScriptError } from './lib/say.mjs';
import { REAL_STEPS, STEPS } from './lib/test-steps.mjs';

const { values } = parseArgs({
  options: {
    real: { type: 'boolean', default: false },
    only: { type: 'string' },
    summary: { type: 'string' },
  },
});
/** @type {import('./lib/counting.mjs').Counts} */
let total = NOTHING;
/** @type {string[]} */
const lines = [];

/**
 * Prepares the run; if this fails, later steps are pointless.
 * @returns {Promise<boolean>}
 */
async function prepare() {
  try {
    checkNode();
    await ensureInstalled();
    await ensureBackbone();
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    say(`\n${error.message}`);
    return false;
  }
  // without a browser only the end-to-end step fails, without Vulkan only the unit tests that need it
  for (const ensure of [ensureBrowser, ensureVulkan])
    await ensure().catch((error) => say(error instanceof Error ? error.message : String(error)));
  return true;
}

/** @param {import('./lib/test-steps.mjs').Step} step */
async function carryOut({ title, run }) {
  say(`\n── ${title} ${'─'.repeat(Math.max(0, 76 - title.length))}`);
  const began = performance.now();
  const counts = await run();
  const took = duration(performance.now() - began);
  const state = counts.failed > 0 ? 'FAILED' : 'ok';
  lines.push(`${state.padEnd(7)} ${title.padEnd(32)} ${closingLine(counts).padEnd(34)} ${took}`);
  total = plus(total, counts);
}

const chosen = values.only?.split(',');
const all = values.real ? REAL_STEPS : STEPS;
const unknown = chosen?.filter((name) => !all.some((step) => step.name === name)) ?? [];
if (unknown.length > 0) {
  console.error(
    `No step is called ${unknown.join(', ')}; there are: ${all.map((step) => step.name).join(', ')}`,
  );
  process.exit(2);
}

if (await prepare()) {
  if (values.real && !sharedTmdb()) say('../shared/data/tmdb is not there: tests that need it are skipped.');
  for (const step of all) if (!chosen || chosen.includes(step.name)) await carryOut(step);
} else total = { ...NOTHING, failed: 1 };

say(`\n${lines.join('\n')}\n`);
say(closingLine(total));
if (values.summary) writeFileSync(values.summary, JSON.stringify(total));
process.exitCode = total.failed > 0 ? 1 : 0;
