/** `npm run posters` with a real server and a real folder. */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JPEG, PosterServer } from '../../src/core/fetch/testing/poster-server';
import { runPosters } from './run-posters';

const TABLE = `id,imdb_id,title,genres,poster_path
1,tt0000001,One,"[{'id': 18, 'name': 'Drama'}]",/a.jpg
2,tt0000002,"=HYPERLINK(""x"")","[{'id': 18, 'name': 'Drama'}]",/b.jpg
3,,Three,"[{'id': 18, 'name': 'Drama'}]",/c.jpg
4,tt0000004,Four,"[{'id': 18, 'name': 'Drama'}]",
5,tt0000005,Five,"[{'id': 18, 'name': 'Drama'}]",/e.png
`;

let server: PosterServer;
let home: string;
let csv: string;
let out: string;
let said: string;
let complained: string;
beforeEach(async () => {
  server = await PosterServer.start();
  home = await mkdtemp(join(tmpdir(), 'onesheet-posters-'));
  csv = join(home, 'films.csv');
  out = join(home, 'posters');
  await writeFile(csv, TABLE);
});
afterEach(async () => {
  await server.stop();
  await rm(home, { recursive: true });
});

function run(...argv: string[]): Promise<number> {
  said = '';
  complained = '';
  return runPosters(argv, {
    out: { write: (text) => (said += text) },
    err: { write: (text) => (complained += text) },
    backOff: { firstMs: 10, longestMs: 20 },
  });
}
const fetching = (...more: string[]) =>
  run('--csv', csv, '--out', out, '--base-url', server.base, '--rate', '20', ...more);

describe('fetching', () => {
  it('names files by IMDb id, or by TMDb id if there is none', async () => {
    expect(await fetching()).toBe(0);
    expect((await readdir(out)).sort()).toEqual(['3.jpg', 'tt0000001.jpg', 'tt0000002.jpg', 'tt0000005.png']);
    expect(new Uint8Array(await readFile(join(out, '3.jpg')))).toEqual(JPEG);
    expect(said).toContain('4 posters of 5 films');
    expect(said).toMatch(/Fetching posters: 4 of 4/);
    expect(said).toContain('4 fetched, 0 were there, 0 failed.');
    expect(said).toContain('not endorsed or certified by TMDB');
    expect(complained).toBe('');
  });

  it('reads a compressed table', async () => {
    await writeFile(`${csv}.gz`, gzipSync(TABLE));
    expect(
      await run(
        '--csv',
        `${csv}.gz`,
        '--out',
        out,
        '--base-url',
        server.base,
        '--rate',
        '20',
        '--limit',
        '2',
      ),
    ).toBe(0);
    expect((await readdir(out)).sort()).toEqual(['tt0000001.jpg', 'tt0000002.jpg']);
  });

  it('lists failures, retries them the next time, and then removes the list', async () => {
    server.scripts.set('/b.jpg', [{ kind: 'status', status: 404 }]);
    server.scripts.set('/c.jpg', [{ kind: 'drop' }]);
    expect(await fetching('--attempts', '2')).toBe(1);
    const list = Papa.parse<Record<string, string>>(await readFile(join(out, 'failures.csv'), 'utf8'), {
      header: true,
      skipEmptyLines: true,
    });
    expect(list.data).toHaveLength(2);
    expect(list.data).toContainEqual({
      key: '2',
      // must not become a formula in a spreadsheet
      title: `'=HYPERLINK("x")`,
      url: `${server.base}/b.jpg`,
      reason: 'The server has no such poster (404).',
    });
    expect((await readdir(out)).filter((name) => name.endsWith('.part'))).toEqual([]);
    server.scripts.clear();
    server.asked.length = 0;
    expect(await fetching()).toBe(0);
    expect(server.asked.map(({ path }) => path)).toEqual(['/b.jpg', '/c.jpg']);
    expect(said).toContain('2 fetched, 2 were there, 0 failed.');
    expect(await readdir(out)).not.toContain('failures.csv');
  });

  it('says that the server cannot be reached', async () => {
    server.usual = { kind: 'cut' };
    expect(await fetching()).toBe(1);
    expect(complained).toContain('The image server cannot be reached.');
    expect(complained.trim().split('\n')).toHaveLength(1);
  });
});

describe('wrong arguments', () => {
  it.each([
    [['--out', 'x'], '--csv FILE is missing'],
    [['--csv', 'x'], '--out DIR is missing'],
    [['--csv', 'x', '--out', 'y', '--rate', 'fast'], '--rate takes a number, not "fast".'],
    [['--csv', 'x', '--out', 'y', '--rate', '21'], '--rate takes 0.1 to 20, not 21.'],
    [['--csv', 'x', '--out', 'y', '--rate', '0'], '--rate takes 0.1 to 20, not 0.'],
    [['--csv', 'x', '--out', 'y', '--limit', '1.5'], '--limit takes a whole number, not "1.5".'],
    [['--csv', 'x', '--out', 'y', '--base-url', 'ftp://x'], '--base-url takes an address'],
    [['--csv', 'x', '--out', 'y', '--speed', '3'], "Unknown option '--speed'"],
    [['films.csv'], "Unexpected argument 'films.csv'"],
    [['--csv', '/nowhere/films.csv', '--out', 'y'], 'there is no such file'],
  ])('%j: one clear line, code 2, nothing written', async (argv, message) => {
    expect(await run(...argv)).toBe(2);
    expect(complained).toContain(message);
    expect(complained.trim().split('\n')).toHaveLength(1);
    expect(said).toBe('');
    expect((await readdir(home)).sort()).toEqual(['films.csv']);
  });

  it('reports an unusable table in the same way', async () => {
    await writeFile(csv, '');
    expect(await fetching()).toBe(2);
    expect(complained).toContain('empty');
    await writeFile(`${csv}.gz`, gzipSync(TABLE).subarray(0, 60));
    expect(await run('--csv', `${csv}.gz`, '--out', out)).toBe(2);
    expect(complained).toContain('no whole gzip file');
  });

  it('prints help', async () => {
    expect(await run('--help')).toBe(0);
    expect(said).toContain('npm run posters -- --csv FILE --out DIR');
    expect(said).toContain('--rate N');
  });
});

describe.skipIf(process.platform === 'win32')('Ctrl-C (skipped on Windows, which has no signals)', () => {
  it('ends gracefully, even if it arrives twice at once; the next run continues', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, i) => `${i + 1},tt${1_000_000 + i},Film,"[{'id': 18, 'name': 'Drama'}]",/x${i}.jpg`,
    );
    await writeFile(csv, ['id,imdb_id,title,genres,poster_path', ...rows, ''].join('\n'));
    server.scripts.set('/x0.jpg', [{ kind: 'status', status: 404 }]);
    const script = fileURLToPath(new URL('../posters.ts', import.meta.url));
    const argv = [
      '--import',
      'tsx',
      script,
      '--csv',
      csv,
      '--out',
      out,
      '--base-url',
      server.base,
      '--rate',
      '20',
    ];
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
    while (server.asked.length < 8) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    const names = await readdir(out);
    const posters = names.filter((name) => name.endsWith('.jpg'));
    expect(names).toContain('failures.csv');
    expect(names).toHaveLength(posters.length + 1);
    expect(posters.length).toBeGreaterThan(3);
    for (const name of posters) expect((await readFile(join(out, name))).length).toBe(JPEG.length);
    server.asked.length = 0;
    expect(await fetching()).toBe(1);
    expect(server.asked).toHaveLength(40 - posters.length);
  });
});
