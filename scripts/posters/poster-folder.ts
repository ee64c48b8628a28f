/**
 * A folder as a poster cache: one file a poster, written beside its place first and then moved into it, so that
 * a file that is there is whole, whatever stopped the program.
 */
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PosterCache } from '../../src/core/fetch';

export class PosterFolder implements PosterCache {
  private constructor(private readonly folder: string) {}

  /** Makes the folder where it is missing. */
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
        // on the disk before it gets its name: a power cut must not leave an empty file that counts as fetched
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
