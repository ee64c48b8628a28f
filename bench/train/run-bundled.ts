/** Bundles the bench for this machine and runs it, so that it is the same program that can be taken elsewhere. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { bundle, SCRIPT, thisPlatform } from './bundle';

/** @returns the script's exit code. */
export async function runBundled(options: readonly string[]): Promise<number> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'onesheet-bench-'));
  try {
    await bundle(folder, thisPlatform());
    return await run([path.join(folder, SCRIPT), ...options]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(args: string[]): Promise<number> {
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
