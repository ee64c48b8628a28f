/** Gets a browser for the tests: Playwright's own where its host answers, else Debian's package. */
import { existsSync } from 'node:fs';
import https from 'node:https';
import { findBrowser } from './browser.mjs';
import { run, runBin } from './processes.mjs';
import { say, ScriptError } from './say.mjs';

const ANSWER_WITHIN_MS = 5000;
const INSTALL_WITHIN_MS = 10 * 60_000;

/** @param {string} url @returns {Promise<boolean>} */
function answers(url) {
  return new Promise((resolve) => {
    const request = https.request(url, { method: 'HEAD', timeout: ANSWER_WITHIN_MS }, (response) => {
      response.resume();
      resolve((response.statusCode ?? 500) < 400);
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', () => resolve(false));
    request.end();
  });
}

async function playwrightCanBeHad() {
  const { output } = await runBin('playwright', ['install', 'chromium', '--dry-run'], { quiet: true });
  const url = /https:\S+/.exec(output)?.[0];
  return url !== undefined && answers(url);
}

async function fromPlaywright() {
  if (!(await playwrightCanBeHad())) return;
  say("Installing Playwright's Chromium …");
  await runBin('playwright', ['install', 'chromium'], { limitMs: INSTALL_WITHIN_MS });
}

async function fromDebian() {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return;
  const root = process.getuid?.() === 0;
  if (!root && (await run('sudo', ['-n', 'true'], { quiet: true })).code !== 0) return;
  /** @param {string[]} args */
  const apt = (...args) => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    const command = ['apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=300', ...args];
    const [program, ...rest] = root ? command : ['sudo', '-n', ...command];
    return run(program, rest, { env, quiet: true, limitMs: INSTALL_WITHIN_MS });
  };
  say("Installing Debian's chromium (apt-get) …");
  await apt('update');
  const { code, output } = await apt(
    'install',
    '-y',
    '--no-install-recommends',
    'chromium',
    'fonts-liberation',
  );
  if (code !== 0) say(output.trim().split('\n').slice(-5).join('\n'));
}

/**
 * @returns {Promise<string>} the browser's path
 * @throws ScriptError where there is none and none can be had.
 */
export async function ensureBrowser() {
  for (const install of [async () => {}, fromPlaywright, fromDebian]) {
    await install();
    const browser = findBrowser();
    if (browser) return browser;
  }
  throw new ScriptError(
    'No Chromium was found, and none could be installed.\n' +
      'Install Chrome or Chromium, or name one: ONESHEET_CHROMIUM=/path/to/chrome',
  );
}
