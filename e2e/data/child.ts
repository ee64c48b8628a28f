/** Runs scripts of this repository as a person would, and captures their output. */
import { spawn } from 'node:child_process';
import { ROOT } from '../../scripts/lib/paths.mjs';

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Child {
  /** Resolves with the first match in what has been printed so far or is printed later. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  ended: Promise<Ended>;
  stop(): Promise<Ended>;
}

/** Starts `node SCRIPT ARGS…`; a TypeScript script runs with tsx. */
export function startScript(script: string, args: string[] = []): Child {
  const loader = script.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const child = spawn(process.execPath, [...loader, script, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return {
    ended,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(stdout);
          if (match) resolve(match);
        };
        child.stdout.on('data', look);
        child.on('close', () => reject(new Error(`ended without ${pattern}: ${stdout}${stderr}`)));
        look();
      }),
    stop: () => {
      child.kill();
      return ended;
    },
  };
}

export function runScript(script: string, args: string[]): Promise<Ended> {
  return startScript(script, args).ended;
}
