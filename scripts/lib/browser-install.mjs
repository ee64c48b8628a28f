/**
 * Installs what the tests need in addition to npm packages: a browser (Playwright's own if its host answers, otherwise
 * Debian's package), and a Vulkan loader for WebGPU in Node.
 */
import { existsSync } from 'node:fs';
import https from 'node:https';
import { findBrowser } from './browser.mjs';
import { run, runBin } from './processes.mjs';
import { say, ScriptError } from './say.mjs';
import { lacksVulkan } from './vulkan.mjs';

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

/**
 * Installs Debian packages, as root or with a sudo that needs no password; otherwise does nothing.
 * @param {string[]} packages
 */
async function installFromDebian(packages) {
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
  say(`Installing ${packages.join(', ')} (apt-get) …`);
  await apt('update');
  const { code, output } = await apt('install', '-y', '--no-install-recommends', ...packages);
  if (code !== 0) say(output.trim().split('\n').slice(-5).join('\n'));
}

const fromDebian = () => installFromDebian(['chromium', 'fonts-liberation']);

/**
 * @returns {Promise<string>} the browser's path
 * @throws ScriptError if there is none and none can be installed.
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

/**
 * Installs what the WebGPU unit tests need in addition to a browser: the Vulkan loader, which some Chromiums include.
 * @throws ScriptError if there is none and none can be installed.
 */
export async function ensureVulkan() {
  if (lacksVulkan()) await installFromDebian(['libvulkan1']);
  if (lacksVulkan())
    throw new ScriptError(
      'No Vulkan loader (libvulkan.so.1) was found and none could be installed, so the unit tests of WebGPU will fail.\n' +
        'Install it (Debian, Ubuntu: libvulkan1; Fedora: vulkan-loader; Arch: vulkan-icd-loader) and run this again.',
    );
}
