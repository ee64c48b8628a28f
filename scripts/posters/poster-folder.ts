/**
 * A folder as a poster cache: one file per poster, written to a temporary name first and then renamed, so that every
 * existing file is complete, whatever stopped the program.
 */
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PosterCache } from '../../src/core/fetch';

export class PosterFolder implements PosterCache {
  private constructor(private readonly folder: string) {}

  /** Creates the folder if it is missing. */
  static async open(folder: string): Promise<PosterFolder> {
    await mkdir(folder, { recursive: true });
    return new PosterFolder(folder);
  }

  async has(name: string): Promise<boolean> {
    const found = await stat(join(this.folder, name)).catch(() => null);
    return found !== null && found.isFile() && found.size > 0;
  }

  async get(name: string): Promise<Blob | null> {
    const bytes = await readFile(join(this.folder, name)).catch(() => null);
    return bytes && new Blob([bytes]);
  }

  async put(name: string, poster: Blob): Promise<void> {
    const part = join(this.folder, `${name}.part`);
    try {
      const file = await open(part, 'w');
      try {
        await file.writeFile(new Uint8Array(await poster.arrayBuffer()));
        // flushed to disk before it gets its name: after a power cut, no empty file must count as fetched
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(part, join(this.folder, name));
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }
}
