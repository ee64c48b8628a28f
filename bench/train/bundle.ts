/** Bundles the bench into one script, with Dawn's binary beside it, that runs with Node only: no npm, no network. */
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.resolve(HERE, '../..');

export const SCRIPT = 'bench-train.mjs';

/**
 * Writes `bench-train.mjs` and `dawn.node` into the folder.
 * @param platform Platform of the target machine, as named by Node and npm's `webgpu`.
 */
export async function bundle(folder: string, platform: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    resolve: { alias: { webgpu: path.join(HERE, 'webgpu-beside.ts') } },
    ssr: { noExternal: true },
    build: {
      ssr: path.join(HERE, 'main.ts'),
      outDir: path.resolve(folder),
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: SCRIPT, codeSplitting: false } },
    },
  });
  const dawn = path.join(ROOT, 'node_modules/webgpu/dist', platform, 'dawn.node');
  await copyFile(dawn, path.join(folder, 'dawn.node'));
}

/** Name of Dawn's folder for this machine. */
export function thisPlatform(): string {
  return process.platform === 'darwin' ? 'darwin-universal' : `${process.platform}-${process.arch}`;
}
