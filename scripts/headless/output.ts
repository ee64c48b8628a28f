/** Writes results completely or not at all: to a temporary place beside the target, then moved there. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { WrongInput } from './wrong-input';

/**
 * A temporary folder beside `out`.
 * @throws WrongInput if nothing can be written there.
 */
function stage(out: string): string {
  const target = path.resolve(out);
  try {
    mkdirSync(path.dirname(target), { recursive: true });
    return mkdtempSync(`${target}.partial-`);
  } catch (error) {
    throw new WrongInput(
      `--out: cannot write beside ${target} (${error instanceof Error ? error.message : ''})`,
    );
  }
}

/** Fills a folder `out`: `fill` writes to the folder that it is given; existing files stay or are replaced. */
export async function writeFolder<T>(out: string, fill: (folder: string) => Promise<T>): Promise<T> {
  const staged = stage(out);
  try {
    const files = await fill(staged);
    moveInto(staged, path.resolve(out));
    return files;
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

function moveInto(staged: string, target: string): void {
  if (!existsSync(target)) {
    renameSync(staged, target);
    return;
  }
  for (const name of readdirSync(staged)) renameSync(path.join(staged, name), path.join(target, name));
}

/** Creates one file `out` with the text that `make` returns. */
export async function writeOneFile(out: string, make: () => Promise<string>): Promise<void> {
  const staged = stage(out);
  try {
    const file = path.join(staged, 'file');
    writeFileSync(file, await make());
    renameSync(file, path.resolve(out));
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}
