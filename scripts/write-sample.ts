/**
 * Writes the generated sample as files, to measure it or to look at it: posters and table as the page creates them, drawn
 * in a real browser; and a contact sheet.
 *
 *   npx tsx scripts/write-sample.ts --out DIR [--seed N] [--count N] [--sheet FILE.png] [--columns N]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright';
import { build, type Rollup } from 'vite';
import { GENERATED_SAMPLE } from '../src/sample/specs';
import type { generateSample } from '../src/sample/drawing/generate-sample';
import { CHROMIUM_FLAGS, findBrowser } from './lib/browser.mjs';

/** What the bundle adds to the page, and what the page calls. */
declare const sample: { generateSample: typeof generateSample };
declare function keep(path: string, base64: string): Promise<void>;

async function bundle(): Promise<string> {
  const entry = fileURLToPath(new URL('../src/sample/drawing/generate-sample.ts', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2023',
      lib: { entry, formats: ['iife'], name: 'sample' },
    },
  });
  const [{ output }] = built as Rollup.RollupOutput[];
  return output[0].code;
}

async function writePosters(page: Page, out: string, seed: number, count: number): Promise<number> {
  const bytes: number[] = [];
  await page.exposeFunction('keep', async (path: string, base64: string) => {
    const poster = Buffer.from(base64, 'base64');
    bytes.push(poster.length);
    await writeFile(join(out, path), poster);
  });
  const drawn = await page.evaluate(
    async ([seed, count]) => {
      const posters: { path: string; blob: Blob }[] = [];
      const begin = performance.now();
      const { csv } = await sample.generateSample({ seed, count }, (poster) => void posters.push(poster));
      const seconds = (performance.now() - begin) / 1000;
      for (const { path, blob } of posters)
        await keep(
          path,
          btoa(
            Array.from(new Uint8Array(await blob.arrayBuffer()), (byte) => String.fromCharCode(byte)).join(
              '',
            ),
          ),
        );
      return { csv, seconds };
    },
    [seed, count],
  );
  await writeFile(join(out, 'movies_metadata.csv'), drawn.csv);
  const total = bytes.reduce((sum, each) => sum + each, 0);
  console.log(
    `${bytes.length} posters in ${drawn.seconds.toFixed(1)} s, ${(total / 1e6).toFixed(1)} MB: ${out}`,
  );
  return bytes.length;
}

async function writeSheet(
  page: Page,
  file: string,
  seed: number,
  count: number,
  columns: number,
): Promise<void> {
  const base64 = await page.evaluate(
    async ([seed, count, columns]) => {
      const sheet = new OffscreenCanvas(columns * 248 + 8, Math.ceil(count / columns) * 368 + 8);
      const context = sheet.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.fillStyle = '#6f6d69';
      context.fillRect(0, 0, sheet.width, sheet.height);
      await sample.generateSample({ seed, count }, async ({ blob }, i) => {
        const image = await createImageBitmap(blob);
        context.drawImage(image, (i % columns) * 248 + 8, Math.floor(i / columns) * 368 + 8);
      });
      const bytes = new Uint8Array(await (await sheet.convertToBlob({ type: 'image/png' })).arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    },
    [seed, count, columns],
  );
  await writeFile(file, Buffer.from(base64, 'base64'));
  console.log(`Contact sheet: ${file}`);
}

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    seed: { type: 'string', default: String(GENERATED_SAMPLE.seed) },
    count: { type: 'string', default: String(GENERATED_SAMPLE.count) },
    sheet: { type: 'string' },
    columns: { type: 'string', default: '10' },
  },
});
const executablePath = findBrowser();
if (!executablePath) throw new Error('No Chromium was found: "npm test" installs one.');
const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
try {
  const page = await browser.newPage();
  await page.addScriptTag({ content: await bundle() });
  const [seed, count] = [Number(values.seed), Number(values.count)];
  if (values.out) {
    await mkdir(values.out, { recursive: true });
    await writePosters(page, values.out, seed, count);
  }
  if (values.sheet) await writeSheet(page, values.sheet, seed, count, Number(values.columns));
} finally {
  await browser.close();
}
