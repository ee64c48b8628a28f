import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FoundFile } from '../input/found-file';
import { ingest } from './ingest';

const FIXTURES = new URL('../../../e2e/fixtures/', import.meta.url);
const bytes = (name: string) => readFileSync(new URL(name, FIXTURES));
const POSTER = bytes('images/rgb.jpg');

function file(path: string, data: Uint8Array | string = POSTER): { path: string; file: File } {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { path, file: new File([data as Uint8Array<ArrayBuffer>], name, { lastModified: 1 }) };
}

const zip = (name: string) => file(name, bytes(`zips/${name}`));
const take = (...files: { path: string; file: File }[]) => ingest({ files, handles: [] }, () => undefined);
const paths = (found: { path: string }[]) => found.map(({ path }) => path);

/** The result of reading each poster: its number of bytes, or the error's code. */
async function readAll(name: string): Promise<Record<string, number | string>> {
  const { posters } = await take(zip(name));
  const read: Record<string, number | string> = {};
  for (const poster of posters)
    read[poster.path] = await poster.read().then(
      (data) => data.length,
      (error: { code: string }) => error.code,
    );
  return read;
}

describe('any mix of files', () => {
  it('is sorted into tables, posters and the rest', async () => {
    const found = await take(
      file('films.csv', 'a,b\n'),
      file('films.csv.gz', 'x'),
      file('posters/a.JPG'),
      file('posters/b.avif'),
      file('notes.docx', 'x'),
      file('posters/.DS_Store', 'x'),
      file('posters/Thumbs.db', 'x'),
      file('__MACOSX/posters/._a.JPG', 'x'),
    );
    expect(paths(found.tables)).toEqual(['films.csv', 'films.csv.gz']);
    expect(paths(found.posters)).toEqual(['posters/a.JPG', 'posters/b.avif']);
    expect(found.problems.map(({ kind, file }) => [kind, file])).toEqual([
      ['file-unsupported', 'notes.docx'],
    ]);
  });

  it('keeps two posters with the same path apart', async () => {
    const found = await take(file('a.jpg'), file('a.jpg'));
    expect(paths(found.posters)).toEqual(['a.jpg', 'a (2).jpg']);
  });

  it('recognises the same file, and tells it from another one', async () => {
    const identity = async (path: string, data: string) => (await take(file(path, data))).posters[0].identity;
    expect(await identity('a.jpg', 'one')).toBe(await identity('a.jpg', 'one'));
    expect(await identity('a.jpg', 'one')).not.toBe(await identity('a.jpg', 'three'));
    expect(await identity('a.jpg', 'one')).not.toBe(await identity('b.jpg', 'one'));
  });

  it('ends when it is stopped', async () => {
    const stop = AbortSignal.abort();
    await expect(
      ingest({ files: [file('a.jpg')], handles: [] }, () => undefined, stop),
    ).rejects.toMatchObject({ code: 'stopped' });
  });
});

describe('ZIPs', () => {
  it('return their tables and posters, and leave out files that operating systems add', async () => {
    const found = await take(zip('posters.zip'));
    expect(paths(found.tables)).toEqual(['posters.zip/data/table.csv']);
    expect(paths(found.posters)).toEqual([
      'posters.zip/data/posters/tt0000001.jpg',
      'posters.zip/data/posters/tt0000002.jpg',
    ]);
    expect(found.problems.map(({ file }) => file)).toEqual(['posters.zip/data/notes.txt']);
    expect(await found.posters[0].read()).toEqual(new Uint8Array(POSTER));
    const text = await new Response(found.tables[0].stream()).text();
    expect(text).toContain("[{'id': 35, 'name': 'Comedy'}]");
  });

  it('are read if entries are stored without compression', async () => {
    expect(await readAll('stored.zip')).toEqual({ 'stored.zip/tt0000001.jpg': POSTER.length });
  });

  it('know a poster by its checksum, wherever the ZIP is', async () => {
    const [a, b] = [await take(zip('posters.zip')), await take(file('other.zip', bytes('zips/posters.zip')))];
    expect(a.posters.map((poster) => poster.identity)).toEqual(b.posters.map((poster) => poster.identity));
  });

  it('have entries rejected if their paths lead outside', async () => {
    const found = await take(zip('paths.zip'));
    expect(paths(found.posters)).toEqual(['paths.zip/tt0000001.jpg', 'paths.zip/two..dots.jpg']);
    expect(found.problems.map(({ kind, file }) => [kind, file])).toEqual([
      ['zip-path', 'paths.zip/../out.jpg'],
      ['zip-path', 'paths.zip/posters/../../out.jpg'],
      ['zip-path', 'paths.zip//etc/out.jpg'],
      ['zip-path', 'paths.zip/C:/out.jpg'],
      ['zip-path', 'paths.zip/..\\out.jpg'],
    ]);
  });

  it('are rejected if they unpack to far more than their size', async () => {
    const found = await take(zip('bomb.zip'));
    expect(found.posters).toEqual([]);
    expect(found.failures.map(({ code }) => code)).toEqual(['zip-bomb']);
  });

  it('unpack an entry no further than its declared size', async () => {
    expect(await readAll('lying.zip')).toEqual({
      'lying.zip/tt0000001.jpg': 'zip-bomb',
      'lying.zip/tt0000002.jpg': POSTER.length,
    });
  });

  it('give compressed bytes to only one entry', async () => {
    const found = await take(zip('overlapping.zip'));
    expect(paths(found.posters)).toEqual(['overlapping.zip/tt0000001.jpg']);
    expect(found.problems.map(({ kind, file }) => [kind, file])).toEqual([
      ['zip-bomb', 'overlapping.zip/tt0000002.jpg'],
      ['zip-bomb', 'overlapping.zip/tt0000003.jpg'],
    ]);
    expect(await readAll('overlapping.zip')).toEqual({ 'overlapping.zip/tt0000001.jpg': POSTER.length });
  });

  it('fail in a stream in the same way as when they are read whole', async () => {
    for (const [name, code] of [
      ['lying.zip', 'zip-bomb'],
      ['damaged.zip', 'zip-broken'],
    ]) {
      const { posters } = await take(zip(name));
      const [wrong, right] = posters as FoundFile[];
      await expect(new Response(wrong.stream()).arrayBuffer()).rejects.toMatchObject({ code });
      expect(new Uint8Array(await new Response(right.stream()).arrayBuffer())).toEqual(
        new Uint8Array(POSTER),
      );
    }
  });

  it('report damaged entries, and return the others', async () => {
    expect(await readAll('damaged.zip')).toEqual({
      'damaged.zip/tt0000001.jpg': 'zip-broken',
      'damaged.zip/tt0000002.jpg': POSTER.length,
    });
  });

  it('report entries protected by a password, and return the others', async () => {
    const found = await take(zip('encrypted.zip'));
    expect(found.problems.map(({ kind, file }) => [kind, file])).toEqual([
      ['zip-encrypted', 'encrypted.zip/tt0000001.jpg'],
    ]);
    expect(paths(found.posters)).toEqual(['encrypted.zip/tt0000002.jpg']);
  });

  it('are not opened inside other ZIPs', async () => {
    const found = await take(zip('nested.zip'));
    expect(paths(found.posters)).toEqual(['nested.zip/tt0000001.jpg']);
    expect(found.problems).toMatchObject([{ kind: 'file-unsupported', file: 'nested.zip/inner.zip' }]);
  });

  for (const name of ['broken.zip', 'text.zip', 'empty.zip'])
    it(`that are damaged (${name}) do not affect other files`, async () => {
      const found = await take(zip(name), file('a.jpg'));
      expect(paths(found.posters)).toEqual(['a.jpg']);
      expect(found.failures.map(({ code }) => code)).toEqual(['zip-broken']);
      expect(found.problems).toMatchObject([{ kind: 'zip-broken', file: name }]);
    });
});
