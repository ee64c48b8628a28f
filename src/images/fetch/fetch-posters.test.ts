/** The page's fetcher with Node's own `fetch` and a real server; only `navigator`, which Node lacks, is mocked. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OnesheetError } from '../../core/errors';
import { TMDB_ATTRIBUTION, TMDB_NOTICE } from '../../core/fetch';
import { makeFilm, makeFilms } from '../../core/fetch/testing/films';
import { MemoryCache } from '../../core/fetch/testing/memory-cache';
import { PosterServer } from '../../core/fetch/testing/poster-server';
import { cachedName, fetchPosters } from './fetch-posters';

let server: PosterServer;
let cache: MemoryCache;
beforeEach(async () => {
  server = await PosterServer.start();
  cache = new MemoryCache();
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await server.stop();
});

const LIMITS = { backOff: { firstMs: 10, longestMs: 20 } };

describe('fetchPosters', () => {
  it("stores posters under the poster path's name and lists every failure", async () => {
    server.scripts.set('/p002.jpg', [{ kind: 'status', status: 404 }]);
    const films = [
      ...makeFilms(3),
      makeFilm(4, { posterPath: 'nothing' }),
      makeFilm(5, { posterPath: null }),
    ];
    const failed: string[] = [];
    const report = await fetchPosters(films, cache, {
      rate: 20,
      base: server.base,
      limits: LIMITS,
      onFailure: ({ key }) => failed.push(key),
    });
    expect([...cache.posters.keys()]).toEqual(['p001.jpg', 'p003.jpg']);
    expect(cachedName('/p001.jpg')).toBe('p001.jpg');
    expect(report).toMatchObject({ fetched: 2, cached: 0 });
    expect(report.failed.map(({ key }) => key)).toEqual(['4', '2']);
    expect(failed).toEqual(['4', '2']);
  });

  it('sends neither cookies nor a referrer', async () => {
    await fetchPosters(makeFilms(1), cache, { rate: 20, base: server.base });
    expect(server.asked[0].headers).not.toHaveProperty('cookie');
    expect(server.asked[0].headers).not.toHaveProperty('referer');
  });

  async function failure(onLine: boolean): Promise<OnesheetError> {
    vi.stubGlobal('navigator', { onLine });
    server.usual = { kind: 'cut' };
    const error: unknown = await fetchPosters(makeFilms(20), cache, {
      rate: 20,
      base: server.base,
      limits: LIMITS,
    }).catch((reason: unknown) => reason);
    if (!(error instanceof OnesheetError)) throw new Error('no OnesheetError', { cause: error });
    return error;
  }

  it('names the workaround if nothing can be read although the browser is online', async () => {
    const error = await failure(true);
    expect(error.code).toBe('fetch-blocked');
    expect(error.message).toContain('CORS');
    expect(error.advice).toContain('npm run posters -- --csv FILE --out DIR');
  });

  it('says that the browser is offline if it is', async () => {
    expect((await failure(false)).code).toBe('fetch-offline');
  });
});

it('has TMDb’s notice word for word', () => {
  expect(TMDB_NOTICE).toBe('This product uses the TMDB API but is not endorsed or certified by TMDB.');
  expect(TMDB_ATTRIBUTION).toContain(TMDB_NOTICE);
});
