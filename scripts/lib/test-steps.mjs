/** The steps of `npm test`. Each returns how many checks passed, failed and were skipped; none throws. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './browser.mjs';
import { build } from './build.mjs';
import { isBuilt } from './build-state.mjs';
import { countPlaywright, countVitest, NOTHING, skippedByVitest } from './counting.mjs';
import { CACHE } from './paths.mjs';
import { runBin } from './processes.mjs';
import { say, ScriptError } from './say.mjs';

/** @typedef {import('./counting.mjs').Counts} Counts */
/** @typedef {{ name: string, title: string, run: () => Promise<Counts> }} Step */

const MINUTE = 60_000;
const REPORTS = path.join(CACHE, 'reports');

/** @param {boolean} passed @returns {Counts} */
const one = (passed) => ({ ...NOTHING, [passed ? 'passed' : 'failed']: 1 });

/** @param {string} name @param {string[]} args */
async function check(name, args) {
  const { code } = await runBin(name, args, { limitMs: 5 * MINUTE });
  return one(code === 0);
}

/**
 * Counts the tests in a runner's report; a runner that failed without a report counts as one failure.
 * @template Report
 * @param {string} file @param {(report: Report) => Counts} count
 * @param {{ code: number, timedOut: boolean }} ended
 */
function counted(file, count, { code, timedOut }) {
  if (timedOut) say('This step took too long and was ended.');
  else if (!existsSync(file)) say(`The runner ended with code ${code} and without a report.`);
  const counts = existsSync(file) ? count(JSON.parse(readFileSync(file, 'utf8'))) : NOTHING;
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** @param {string} name */
function reportFile(name) {
  mkdirSync(REPORTS, { recursive: true });
  const file = path.join(REPORTS, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/** @param {string} name @param {string[]} args @param {number} limitMs */
async function vitest(name, args, limitMs) {
  const file = reportFile(name);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const ended = await runBin('vitest', ['run', ...args, ...reporters], { limitMs });
  return counted(
    file,
    (report) => {
      for (const group of skippedByVitest(report)) say(`Skipped: ${group}`);
      return countVitest(report);
    },
    ended,
  );
}

/** @param {'story' | 'real'} project @param {number} limitMs */
async function playwright(project, limitMs) {
  if (!findBrowser()) {
    say('No browser: the end-to-end tests cannot run.');
    return one(false);
  }
  const file = reportFile(`e2e-${project}`);
  const ended = await runBin('@playwright/test', ['test', `--project=${project}`], {
    env: { ONESHEET_E2E_REPORT: file },
    limitMs,
  });
  return counted(file, countPlaywright, ended);
}

async function builds() {
  if (isBuilt()) {
    say('The built page is up to date.');
    return one(true);
  }
  try {
    await build({ quiet: true });
    return one(true);
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    say(error.message);
    return one(false);
  }
}

/** @type {Step} */
const BUILD = { name: 'build', title: 'Build', run: builds };

/** @type {Step[]} */
export const STEPS = [
  {
    name: 'types',
    title: 'Types',
    run: async () => {
      const { code } = await runBin('tsc', ['-p', 'tsconfig.json']);
      const node = await runBin('tsc', ['-p', 'tsconfig.node.json']);
      return one(code === 0 && node.code === 0);
    },
  },
  { name: 'lint', title: 'Lint', run: () => check('oxlint', ['--type-aware']) },
  {
    name: 'format',
    title: 'Format',
    run: () => check('prettier', ['--check', '--log-level=warn', '.']),
  },
  { name: 'layers', title: 'Layer order', run: () => vitest('layers', ['--project=layers'], 5 * MINUTE) },
  {
    name: 'unit',
    title: 'Unit tests',
    run: () => vitest('unit', ['--project=core', '--project=unit'], 20 * MINUTE),
  },
  BUILD,
  { name: 'e2e', title: 'End-to-end tests', run: () => playwright('story', 25 * MINUTE) },
];

/** The tests that need the real table and posters. @type {Step[]} */
export const REAL_STEPS = [
  {
    name: 'unit',
    title: 'Unit tests on real data',
    run: () => vitest('real', ['--project=real'], 20 * MINUTE),
  },
  BUILD,
  { name: 'e2e', title: 'End-to-end tests on real data', run: () => playwright('real', 45 * MINUTE) },
];
