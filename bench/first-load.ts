/** What a first visit loads before any model code: kilobytes after gzip, file by file. `tsx bench/first-load.ts`. */
import { fileURLToPath } from 'node:url';
import { firstLoad, type LoadedFile } from '../scripts/first-load';
import { ensureBuilt } from '../scripts/lib/build.mjs';
import { DIST } from '../scripts/lib/paths.mjs';

const LIMIT = 200;

export default async function firstLoadBench(): Promise<LoadedFile[]> {
  await ensureBuilt();
  const files = firstLoad(DIST);
  const total = files.reduce((sum, { gzip }) => sum + gzip, 0);
  console.log(`\nFirst load: ${(total / 1000).toFixed(0)} kB gzip of at most ${LIMIT}`);
  console.table(
    files.map(({ file, bytes, gzip }) => ({
      file,
      kB: (bytes / 1000).toFixed(1),
      'gzip kB': (gzip / 1000).toFixed(1),
    })),
  );
  return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await firstLoadBench();
