/**
 * Child processes that never outlive us: each runs in its own process group, which is killed when the child ends, when its
 * time limit is reached, and when we are told to stop. No shell is used.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';

const windows = process.platform === 'win32';
/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();
let listening = false;

/** @param {import('node:child_process').ChildProcess} child */
function endGroup(child) {
  if (child.pid === undefined) return;
  if (windows) {
    if (child.exitCode === null) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch {
    // the group has already ended, which is fine
  }
}

function endAllOnSignals() {
  if (listening) return;
  listening = true;
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]))
    process.on(signal, () => {
      for (const child of children) endGroup(child);
      process.exit(code);
    });
}

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, quiet?: boolean, limitMs?: number, cwd?: string }} [options]
 *   `quiet` captures and returns the output instead of showing it.
 * @returns {Promise<{ code: number, output: string, timedOut: boolean }>} `code` is 127 if it could not start
 */
export function run(program, args, options = {}) {
  endAllOnSignals();
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...options.env },
      stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      detached: !windows,
      windowsHide: true,
    });
    children.add(child);
    let output = '';
    let timedOut = false;
    child.stdout?.on('data', (text) => (output += text));
    child.stderr?.on('data', (text) => (output += text));
    const timer = options.limitMs
      ? setTimeout(() => {
          timedOut = true;
          endGroup(child);
        }, options.limitMs)
      : undefined;
    /** @param {number} code */
    const done = (code) => {
      clearTimeout(timer);
      endGroup(child);
      children.delete(child);
      resolve({ code, output, timedOut });
    };
    child.on('error', (error) => {
      output += error.message;
      done(127);
    });
    child.on('exit', (code) => done(code ?? 1));
  });
}

/** Commands whose package has another name. @type {Record<string, string>} */
const PACKAGE_OF = { tsc: 'typescript' };

/**
 * The script behind a package's command, to be run with `process.execPath`: this works where `.cmd` shims do not.
 * @param {string} name command, `vite`
 */
export function binOf(name) {
  const folder = path.join(ROOT, 'node_modules', PACKAGE_OF[name] ?? name);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = typeof bin === 'string' ? bin : (bin[name] ?? Object.values(bin)[0]);
  return path.join(folder, file);
}

/**
 * Runs a command of an installed package with this Node.
 * @param {string} name
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runBin(name, args, options) {
  return run(process.execPath, [binOf(name), ...args], options);
}

/**
 * Runs npm with this Node.
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runNpm(args, options) {
  const beside = path.dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath ?? '',
    path.join(beside, 'node_modules/npm/bin/npm-cli.js'),
    path.join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
    path.join(beside, '../share/nodejs/npm/bin/npm-cli.js'),
  ];
  const script = candidates.find((file) => /npm-cli\.[cm]?js$/.test(file) && existsSync(file));
  return script ? run(process.execPath, [script, ...args], options) : run('npm', args, options);
}
