/** Describes what a figure was measured on; printed above every table. */
import os from 'node:os';
import { execFileSync } from 'node:child_process';
import { findBrowser } from '../scripts/lib/browser.mjs';

/** One line: processor, cores, memory, system, Node and browser, and how busy the machine is. */
export function machine(): string {
  const [cpu] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  const load = os.loadavg()[0].toFixed(1);
  return [
    `${cpu.model.trim()}, ${os.cpus().length} cores, ${memory} GiB`,
    `${os.type()} ${os.release()}`,
    `Node ${process.version}`,
    browserVersion(),
    `load ${load}`,
  ].join(' · ');
}

function browserVersion(): string {
  const browser = findBrowser();
  if (!browser) return 'no browser';
  try {
    return execFileSync(browser, ['--version'], { encoding: 'utf8' }).trim();
  } catch {
    return browser;
  }
}
