import { failuresCsv } from '../../core/fetch';
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PosterFacts } from '../../core/pixels/poster-facts';
import type { Progress } from '../../core/progress';
import { cleaningWith, DEFAULT_RULES } from '../../core/cleaning/rules';
import { recipeSchema, type RecipeInput } from '../../core/recipe/recipe';
import { FactsCache } from '../../storage/facts-cache';
import type { DataApi, TableQuery } from '../protocol';
import { connect, serve, type Remote } from '../rpc';
import { dataApi } from './api';
import { plan } from './plans';
import { jobOf, newState, type DataState } from './state';

const FIXTURES = new URL('../../../e2e/fixtures/', import.meta.url);
const POSTER = readFileSync(new URL('images/rgb.jpg', FIXTURES));
const REAL = new URL('../../../../shared/data/tmdb/movies_metadata.csv', import.meta.url);

const GENRES = ['Comedy', 'Horror'];
const HEADER = 'id,imdb_id,title,genres,poster_path,budget,revenue,popularity\n';
const row = (i: number) =>
  `${i},tt${String(i).padStart(7, '0')},Film ${i},"[{'id': 1, 'name': '${GENRES[i % 2]}'}]",/p${i}.jpg,0,0,${i}.5\n`;
const TABLE = HEADER + Array.from({ length: 40 }, (_, i) => row(i + 1)).join('');

function file(path: string, data: Uint8Array | string = POSTER): { path: string; file: File } {
  return { path, file: new File([data as Uint8Array<ArrayBuffer>], path.slice(path.lastIndexOf('/') + 1)) };
}

const posters = (count: number, folder = 'posters') =>
  Array.from({ length: count }, (_, i) => file(`${folder}/tt${String(i + 1).padStart(7, '0')}.jpg`));

const ALL: TableQuery = {
  view: 'films',
  from: 0,
  to: 5,
  sort: null,
  search: '',
  genre: null,
  poster: 'any',
};

const recipe = (images: RecipeInput['images'] = {}) =>
  recipeSchema.parse({ images, task: { kind: 'genre', classes: { by: 'names', names: GENRES } } });

/** Measurements of a poster without colour. */
const GREY: PosterFacts = {
  width: 500,
  height: 750,
  colouredShare: 0,
  deviation: 60,
  mainColourShare: 0.1,
  perceptual: [0, 0],
  difference: [0, 0],
};

let state: DataState;
let data: Remote<DataApi>;
beforeEach(() => {
  const { port1, port2 } = new MessageChannel();
  state = newState();
  serve<DataApi>(port1, dataApi(state));
  data = connect<DataApi>(port2);
});

const open = (...files: { path: string; file: File }[]) =>
  data.call('open', { input: { files, handles: [] }, add: false });
const add = (...files: { path: string; file: File }[]) =>
  data.call('open', { input: { files, handles: [] }, add: true });

describe('opening', () => {
  it('keeps both of two folders that are added at the same time', async () => {
    await open(file('films.csv', TABLE));
    // as while posters are examined: what is known of the new ones is not at hand at once
    let go: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      go = resolve;
    });
    const recall = state.measured.recall.bind(state.measured);
    state.measured.recall = (posters) => waiting.then(() => recall(posters));
    const both = [add(...posters(5, 'a')), add(...posters(7, 'b'))];
    await new Promise((resolve) => setTimeout(resolve, 50));
    go();
    await Promise.all(both);
    expect((await data.call('summary', null)).posters).toBe(12);
  });

  it('reads a table and joins posters that are added later', async () => {
    const table = await open(file('films.csv', TABLE));
    expect(table).toMatchObject({ name: 'films.csv', origin: 'opened', posters: 0, unread: 0 });
    expect(table.table).toMatchObject({ rows: 40, films: 40, unusable: 0 });
    const both = await add(...posters(30), file('posters/stranger.jpg'));
    expect(both.join).toMatchObject({ matched: 30, missing: 10, unused: 1, by: { imdb: 30 } });
    expect(both.name).toBe('films.csv');
  });

  it('accepts both in one drop, in a ZIP or not', async () => {
    for (const table of [file('films.csv', TABLE), file('films.csv.gz', gzipSync(TABLE))]) {
      const summary = await open(table, ...posters(3));
      expect(summary.join).toMatchObject({ matched: 3, missing: 37 });
    }
    const zipped = await open(file('posters.zip', readFileSync(new URL('zips/posters.zip', FIXTURES))));
    expect(zipped).toMatchObject({ name: 'table.csv', posters: 2, unread: 1 });
    expect(zipped.join).toMatchObject({ matched: 2, missing: 0 });
  });

  it('makes classes of folders if there is no table', async () => {
    const summary = await open(...posters(3, 'set/comedy'), ...posters(2, 'set/horror'));
    expect(summary).toMatchObject({ name: 'set', table: null, posters: 5, join: { matched: 5 } });
    expect(summary.genres.map(({ genre, first }) => [genre, first])).toEqual([
      ['comedy', 3],
      ['horror', 2],
    ]);
  });

  it('chooses the table of films, and lists the others', async () => {
    const ratings = file('ratings.csv', `userId,movieId,rating,timestamp\n${'1,2,3.5,4\n'.repeat(9999)}`);
    const summary = await open(ratings, file('films.csv', TABLE));
    expect(summary).toMatchObject({ name: 'films.csv', unread: 1 });
    expect(await textOf('unread-files')).toContain('ratings.csv,,table-not-chosen');
  });

  it('does not take the list of failed fetches among the posters for a table', async () => {
    await open(file('films.csv', TABLE));
    const failures = failuresCsv([{ key: '1', title: 'Film 1', url: 'https://x/1.jpg', reason: 'HTTP 404' }]);
    const summary = await add(file('out/failures.csv', failures), ...posters(2));
    expect(summary).toMatchObject({ name: 'films.csv', posters: 2 });
  });

  it('replaces the open data, or fails and leaves them', async () => {
    await open(file('films.csv', TABLE), ...posters(5));
    const before = await data.call('summary', null);
    const bad: [{ path: string; file: File }, string][] = [
      [file('empty.csv', ''), 'table-empty'],
      [file('one.csv', 'title\nA\nB\n'), 'table-one-column'],
      [
        file(
          'binary.csv',
          Uint8Array.from({ length: 9000 }, (_, i) => (i * 7) % 256),
        ),
        'table-binary',
      ],
      [file('picture.csv', POSTER), 'table-binary'],
      [file('none.csv', '1,2.5,3\n4,5,6\n'), 'table-no-header'],
      [file('packed.csv.gz', 'this is not a ZIP'), 'gzip-broken'],
      [file('cut.csv.gz', gzipSync(TABLE.repeat(50)).subarray(0, 300)), 'gzip-broken'],
      [file('bomb.zip', readFileSync(new URL('zips/bomb.zip', FIXTURES))), 'zip-bomb'],
      [file('broken.zip', readFileSync(new URL('zips/broken.zip', FIXTURES))), 'zip-broken'],
      [file('notes.docx', 'x'), 'file-unsupported'],
    ];
    for (const [wrong, code] of bad) await expect(open(wrong)).rejects.toMatchObject({ code });
    expect(await data.call('summary', null)).toEqual(before);
  });

  it('leaves the open data if it is stopped midway, and answers other calls meanwhile', async () => {
    await open(file('films.csv', TABLE));
    const large = file('large.csv', HEADER + row(7).repeat(600_000));
    const stop = new AbortController();
    const seen: Progress[] = [];
    let during: unknown = null;
    const opening = data.call(
      'open',
      { input: { files: [large], handles: [] }, add: false },
      {
        signal: stop.signal,
        onEvent: (progress) => {
          seen.push(progress);
          if (progress.unit !== 'bytes' || progress.done === 0 || during) return;
          during = data.call('summary', null).then((summary) => {
            stop.abort();
            return summary.name;
          });
        },
      },
    );
    await expect(opening).rejects.toMatchObject({ code: 'stopped' });
    expect(await during).toBe('films.csv');
    expect(await data.call('summary', null)).toMatchObject({ name: 'films.csv', table: { rows: 40 } });
    expect(seen[0]).toMatchObject({ phase: 'Reading the files', unit: 'files' });
  });

  it('clears', async () => {
    await open(file('films.csv', TABLE), ...posters(5));
    expect(await data.call('clear', null)).toMatchObject({ name: null, table: null, posters: 0 });
  });
});

async function textOf(list: Parameters<typeof data.call<'list'>>[1]['list']): Promise<string> {
  return (await data.call('list', { list })).text();
}

describe('the data set', () => {
  it('can be read in windows, sorted and searched', async () => {
    await open(file('films.csv', TABLE), ...posters(3));
    const sort = { by: 'popularity', descending: true };
    const page = await data.call('rows', { ...ALL, sort, poster: 'without', search: 'film 3' });
    expect(page.total).toBe(12);
    expect(page.rows[0]).toMatchObject({ key: '39', title: 'Film 39', file: null });
    const keys = await data.call('posterKeys', { genre: 'Horror', limit: 10 });
    expect(keys).toEqual([
      { key: '1', title: 'Film 1' },
      { key: '3', title: 'Film 3' },
    ]);
  });

  it('is cleaned by rules, which update the funnel and the genre counts', async () => {
    await open(file('films.csv', `${TABLE}41,,!!!,"[{'id': 1, 'name': 'Comedy'}]",/x.jpg,,5,1\n`));
    const { funnel, summary } = await data.call('clean', { cleaning: cleaningWith(DEFAULT_RULES) });
    expect(funnel[0]).toMatchObject({ rule: 'blank-title', before: 41, removed: 1, after: 40 });
    expect(funnel.map(({ rule }) => rule)).toEqual([...DEFAULT_RULES]);
    expect(summary.genres[0]).toMatchObject({ genre: 'Comedy', first: 21, firstAfter: 20 });
    expect(await textOf('removed-films')).toContain('41,42,!!!');
  });

  it('is cleaned once between file and plan', async () => {
    const other = recipeSchema.parse({ cleaning: { rules: ['no-genre', 'before-year'], year: 1901 } });
    const opened = { input: { files: [file('films.csv', TABLE), ...posters(40)], handles: [] }, add: false };
    await data.call('open', { ...opened, cleaning: other.cleaning });
    const { funnel } = state.library;
    const shown = await data.call('clean', { cleaning: structuredClone(other.cleaning) });
    expect(shown.funnel).toEqual(funnel.steps);
    const context = { signal: new AbortController().signal, emit: () => undefined };
    expect((await plan(state, other, context)).funnel).toBe(funnel.steps);
    expect(state.library.funnel).toBe(funnel);
  });

  it("forgets the posters' measurements when the caches are cleared", async () => {
    const files = posters(3);
    await open(file('films.csv', TABLE), ...files);
    const cache = await FactsCache.open();
    for (const key of ['1', '2', '3']) cache.keep(jobOf(state, key).poster.identity, GREY);
    cache.close();
    await open(file('films.csv', TABLE), ...files);
    const greyscale = cleaningWith(['greyscale']);
    const before = await data.call('clean', { cleaning: greyscale });
    expect([before.summary.measured, before.funnel[0].removed]).toEqual([3, 3]);
    await data.call('clearCaches', null);
    const after = await data.call('summary', null);
    expect([after.measured, after.genres]).toEqual([
      0,
      (await data.call('clean', { cleaning: greyscale })).summary.genres,
    ]);
    expect((await open(file('films.csv', TABLE), ...files)).measured).toBe(0);
  });

  it('is read again under another mapping', async () => {
    await open(file('films.csv', TABLE.replace('title,', 'headline,')));
    const before = await data.call('summary', null);
    expect(before.table?.mapping.title).toBeUndefined();
    const mapping = { ...before.table?.mapping, title: 'headline' };
    const after = await data.call('setMapping', { mapping });
    expect(after.table?.unmapped).not.toContain('title');
    expect((await data.call('rows', ALL)).rows[0].title).toBe('Film 1');
  });

  it('is read again in the dialect that the person chooses, with what was noticed in a list', async () => {
    const rows = 'id;title;genres;release_date;votes\n1;A;Comedy;05/06/1998;5.415\n2;B;Horror;01/02/1979;x\n';
    const before = await open(file('films.csv', rows), ...posters(1));
    expect(before.table?.findings.filter(({ sure }) => !sure).map(({ trait }) => trait)).toEqual([
      'decimal',
      'dates',
    ]);
    expect(before.table?.notices).toEqual([
      {
        kind: 'value-unreadable',
        reason: 'The vote count is not a number; it counts as missing.',
        count: 1,
        line: 3,
      },
    ]);
    const list = await (await data.call('list', { list: 'notices' })).text();
    expect(list).toContain(',3,value-unreadable,The vote count is not a number; it counts as missing.,x');
    const dialect = { dates: 'day', decimal: 'comma' } as const;
    const after = await data.call('setMapping', { mapping: null, dialect });
    expect(after.table?.choice).toEqual(dialect);
    const [first] = (await data.call('rows', ALL)).rows;
    expect([first.releaseDate, first.voteCount]).toEqual(['1998-06-05', 5415]);
  });

  it('is opened in a dialect and with columns that are named beforehand', async () => {
    const input = {
      files: [file('films.csv', 'title,kind,file\nA,x y,p.jpg\nB,x y,q.jpg\n'), file('p.jpg')],
      handles: [],
    };
    const overrides = { genres: 'kind', joinValue: 'file' };
    const { table, join } = await data.call('open', {
      input,
      add: false,
      dialect: { labels: 'space' },
      overrides,
    });
    expect(table?.mapping).toEqual({ title: 'title', ...overrides });
    expect(join.by).toEqual({ column: 1 });
    expect((await data.call('rows', ALL)).rows[0].genres).toEqual(['x', 'y']);
  });

  it('takes ids from the table beside it, as MovieLens has them', async () => {
    const films = 'movieId,title,genres\n1,Toy Story (1995),Animation|Comedy\n2,Jumanji (1995),Adventure\n';
    const links = 'movieId,imdbId,tmdbId\n1,0114709,862\n2,0113497,8844\n';
    const ratings = 'userId,movieId,rating\n1,1,4.0\n2,1,5.0\n';
    const summary = await open(
      file('ml/links.csv', links),
      file('ml/ratings.csv', ratings),
      file('ml/movies.csv', films),
      file('posters/tt0114709.jpg'),
      file('posters/8844.jpg'),
    );
    expect(summary.table).toMatchObject({ name: 'movies.csv', known: 'MovieLens’ films', films: 2 });
    expect(summary.join.by).toEqual({ imdb: 1, tmdb: 1 });
    expect(summary.unread).toBe(1);
  });

  it('says that folders look like films, where there is no table', async () => {
    const paths = ['Heat (1995)', 'Psycho (1960)', 'Toy Story (1995)'];
    const summary = await open(...paths.map((folder) => file(`Movies/${folder}/poster.jpg`)));
    expect(summary.filmFolders).toMatch('3 of 3 folders are called as films are');
  });

  it('is listed with markup and formulas as plain text', async () => {
    const title = '=HYPERLINK(""http://x"",""<script>alert(1)</script>"")';
    await open(
      file(
        'films.csv',
        `${HEADER}1,tt0000001,"${title}","[{'id': 1, 'name': 'A'}]",/a.jpg,1,1,1\nbroken row\n`,
      ),
      ...posters(1),
      ...posters(1, 'again'),
      file('posters/stranger.jpg'),
    );
    expect((await data.call('rows', ALL)).rows[0].title).toContain('<script>alert(1)</script>');
    expect(await textOf('matched')).toContain(`"'=HYPERLINK(""http://x""`);
    expect(await textOf('unusable-rows')).toContain(',3,row-short,');
    expect(await textOf('unused-posters')).toContain('posters/stranger.jpg');
    expect(await textOf('duplicate-posters')).toContain('posters/tt0000001.jpg,1,again/tt0000001.jpg');
    expect(await textOf('missing-posters')).toBe('film,line,title,tmdb_id,imdb_id,poster_path\r\n');
  });

  it('is listed in an encoding that spreadsheets recognise', async () => {
    const list = await data.call('list', { list: 'missing-posters' });
    expect([...new Uint8Array(await list.arrayBuffer()).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('makes the same plan for the same recipe', async () => {
    await open(file('films.csv', TABLE), ...posters(40));
    const plan = await data.call('plan', { recipe: recipe() });
    expect(plan.samples).toHaveLength(40);
    expect(plan.samples[0].identity).toContain(plan.samples[0].file);
    expect(plan.sizes).toEqual({ train: 32, validation: 8, test: 0 });
    expect(await data.call('plan', { recipe: recipe() })).toEqual(plan);
    const shown = await data.call('planSummary', { recipe: recipe(), examples: 3 });
    const { samples, answers: _, ...summary } = plan;
    expect(shown.plan).toEqual(summary);
    expect(shown.examples.map(({ target }) => target)).toEqual([0, 1, 0]);
    expect(samples).toEqual(expect.arrayContaining(shown.examples));
    expect(shown.charts[0]).toMatchObject({ known: plan.sizes, baseline: { kind: 'class', accuracy: 0.5 } });
    expect(await data.call('planSizes', { recipe: recipe() })).toEqual(plan.sizes);
    await open(file('films.csv', TABLE));
    await expect(data.call('plan', { recipe: recipe() })).rejects.toMatchObject({ code: 'plan-no-posters' });
  });

  it('serves a poster with its real type, whatever its name', async () => {
    const png = readFileSync(new URL('images/rgb.png', FIXTURES));
    await open(file('films.csv', TABLE), file('tt0000001.jpg', png), file('tt0000002.jpg', 'a note'));
    expect((await data.call('poster', { key: '1' }))?.type).toBe('image/png');
    expect((await data.call('poster', { key: '2' }))?.type).toBe('application/octet-stream');
    expect(await data.call('poster', { key: '3' })).toBeNull();
  });

  it('is served on a second port', async () => {
    await open(file('films.csv', TABLE));
    const { port1, port2 } = new MessageChannel();
    await data.call('attach', { port: port1, base: 'http://localhost/' }, { transfer: [port1] });
    expect(await connect<DataApi>(port2).call('summary', null)).toMatchObject({ name: 'films.csv' });
    port2.close();
  });
});

describe('loose posters', () => {
  it('are kept apart from the data set', async () => {
    await open(file('films.csv', TABLE), ...posters(3));
    const loose = await data.call('openLoose', {
      input: { files: [file('new.jpg'), file('note.txt', 'x'), file('t.csv', TABLE)], handles: [] },
    });
    expect(loose.posters.map((poster) => poster.file)).toEqual(['new.jpg']);
    expect(loose.problems.map((problem) => problem.file)).toEqual(['note.txt', 't.csv']);
    expect((await data.call('poster', { key: loose.posters[0].key }))?.size).toBe(POSTER.length);
    expect(await data.call('summary', null)).toMatchObject({ posters: 3 });
  });

  it('are replaced by others, unless these are added', async () => {
    const taken = async (name: string, add: boolean) => {
      const input = { files: [file(name)], handles: [] };
      const { posters } = await data.call('openLoose', { input, add });
      expect(posters.map((poster) => poster.file)).toEqual([name]);
      return posters[0].key;
    };
    const first = await taken('a.jpg', false);
    const second = await taken('b.jpg', true);
    expect(await data.call('poster', { key: first })).not.toBeNull();
    const third = await taken('c.jpg', false);
    expect(await data.call('poster', { key: second })).toBeNull();
    expect(await data.call('poster', { key: third })).not.toBeNull();
  });
});

describe.skipIf(!existsSync(REAL))('the real table (../shared/data/tmdb)', () => {
  it('streams in with progress while other calls are answered', async () => {
    const turns: number[] = [];
    const beat = setInterval(() => turns.push(performance.now()), 5);
    const events: Progress[] = [];
    const summary = await data.call(
      'open',
      { input: { files: [file('movies_metadata.csv', readFileSync(REAL))], handles: [] }, add: false },
      { onEvent: (progress) => events.push(progress) },
    );
    clearInterval(beat);
    expect(summary.table).toMatchObject({ rows: 45_466, films: 45_460, unusable: 6 });
    expect(events.at(-1)?.done).toBe(events.at(-1)?.total);
    // the event loop kept turning: other calls are answered
    const longest = Math.max(...turns.slice(1).map((time, i) => time - turns[i]));
    expect(longest).toBeLessThan(1500);
    expect(events.length).toBeGreaterThan(2);
  });
});
