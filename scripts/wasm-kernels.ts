/**
 * `npm run wasm-kernels`: compiles our WASM kernels (`src/ml/kernels/wasm/assembly`, AssemblyScript) to `binaries.ts`
 * beside them: four modules, with and without fused multiply-add, single-threaded and multi-threaded.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const FOLDER = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'src', 'ml', 'kernels', 'wasm');
const SOURCES = path.join(FOLDER, 'assembly');
export const BINARIES_FILE = path.join(FOLDER, 'binaries.ts');

/** The modules use tfjs's memory: they have no memory, data or stack of their own. */
const COMMON = [
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--importMemory',
  '--stackSize',
  '0',
  '--use',
  'abort=',
  '--enable',
  'simd',
];
const RELAXED = ['--enable', 'relaxed-simd', '--use', 'RELAXED=1'];
/** tfjs's threaded memory can grow to 4 GiB; an import has to allow the same. */
const SHARED = ['--enable', 'threads', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'];

const VARIANTS = {
  single: ['single.ts', ...COMMON],
  singleRelaxed: ['single.ts', ...COMMON, ...RELAXED],
  threaded: ['threaded.ts', ...COMMON, ...SHARED],
  threadedRelaxed: ['threaded.ts', ...COMMON, ...SHARED, ...RELAXED],
};

async function compile(options: string[]): Promise<Uint8Array> {
  let binary = new Uint8Array();
  const errors = asc.createMemoryStream();
  const { error } = await asc.main([...options, '--baseDir', SOURCES, '--outFile', 'kernels.wasm'], {
    stderr: errors,
    writeFile: (_, contents) => {
      if (typeof contents !== 'string') binary = new Uint8Array(contents);
    },
  });
  if (error) throw new Error(`The kernels do not compile.\n${errors.toString()}`, { cause: error });
  return binary;
}

/** The text of `binaries.ts` for the current sources. */
export async function compileKernels(): Promise<string> {
  const lines = ['/** Made by `npm run wasm-kernels` from `assembly/`. */', 'export const BINARIES = {'];
  for (const [name, options] of Object.entries(VARIANTS)) {
    const binary = await compile(options);
    lines.push(`  ${name}: '${Buffer.from(binary).toString('base64')}',`);
  }
  return `${[...lines, '} as const;'].join('\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await compileKernels();
  await writeFile(BINARIES_FILE, text);
  console.log(`WASM kernels: written, ${(text.length / 1e3).toFixed(0)} kB.`);
}
