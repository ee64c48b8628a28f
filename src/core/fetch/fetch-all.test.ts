/** The fetcher against a real server that throttles, fails, cuts connections, hangs and sends nonsense. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OnesheetError } from '../errors';
import type { Progress } from '../progress';
import { fetchAll, type FetchAllOptions, type FetchReport } from './fetch-all';
import { nameByPath, posterJobs } from './poster-job';
import { RateLimiter } from './rate-limiter';
import { makeFilms } from './testing/films';
import { MemoryCache } from './testing/memory-cache';
import { JPEG, PosterServer } from './testing/poster-server';

let server: PosterServer;
let cache: MemoryCache;
beforeEach(async () => {
  server = await PosterServer.start();
  cache = new MemoryCache();
});
afterEach(() => server.stop());

const QUICK = { firstMs: 20, longestMs: 60 };

function start(count: number, options: Partial<FetchAllOptions> = {}): Promise<FetchReport> {
  const { jobs } = posterJobs(makeFilms(count), server.base, nameByPath);
  return fetchAll(jobs, {
    transport: (url, { signal }) => fetch(url, { signal }),
    cache,
    limiter: new RateLimiter(20),
    backOff: QUICK,
    timeoutMs: 1000,
    ...options,
  });
}

async function failureOf(promise: Promise<unknown>): Promise<OnesheetError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof OnesheetError)) throw new Error('no OnesheetError', { cause: error });
  return error;
}

/** The largest number of requests within any window of this many milliseconds. */
function mostWithin(gaps: readonly number[], milliseconds: number): number {
  let most = 1;
  for (let first = 0; first < gaps.length; first++) {
    let span = 0;
    let count = 1;
    for (let i = first; i < gaps.length && span + gaps[i] <= milliseconds; i++) {
      span += gaps[i];
      count++;
    }
    most = Math.max(most, count);
  }
  return most;
}

describe('a well-behaved server', () => {
  it('gets every poster, byte for byte', async () => {
    const report = await start(5);
    expect(report).toEqual({ fetched: 5, cached: 0, failed: [] });
    // several requests are open at once and may arrive in another order
    expect(server.asked.map((asked) => asked.path).toSorted()).toEqual([
      '/p001.jpg',
      '/p002.jpg',
      '/p003.jpg',
      '/p004.jpg',
      '/p005.jpg',
    ]);
    const poster = await cache.get('p003.jpg');
    expect(poster?.type).toBe('image/jpeg');
    expect(new Uint8Array((await poster?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(JPEG);
  });

  it('is asked at the rate, without bursts', async () => {
    const begin = performance.now();
    await start(25, { limiter: new RateLimiter(20) });
    const seconds = (performance.now() - begin) / 1000;
    // 24 gaps of 50 ms
    expect(24 / seconds).toBeLessThanOrEqual(20.5);
    expect(24 / seconds).toBeGreaterThan(10);
    // ten in half a second, plus requests that a busy machine delays and sends together
    expect(mostWithin(server.gaps, 500)).toBeLessThanOrEqual(15);
  });

  it('is asked at the rate even if answers take long', async () => {
    server.usual = { kind: 'image', delayMs: 300 };
    const begin = performance.now();
    await start(16);
    expect(performance.now() - begin).toBeLessThan(3000);
    expect(server.mostOpen).toBeGreaterThan(3);
    expect(server.mostOpen).toBeLessThanOrEqual(8);
  });

  it('respects the limit on open requests', async () => {
    server.usual = { kind: 'image', delayMs: 200 };
    await start(6, { concurrency: 2 });
    expect(server.mostOpen).toBe(2);
  });

  it('follows a rate that is changed during the fetch', async () => {
    const limiter = new RateLimiter(0.2);
    const running = start(10, { limiter });
    setTimeout(() => (limiter.rate = 20), 100);
    const begin = performance.now();
    await running;
    expect(performance.now() - begin).toBeLessThan(5000);
  });

  it('reports phase, count, rate and estimate', async () => {
    const seen: Progress[] = [];
    await start(20, { onProgress: (progress) => seen.push(progress) });
    expect(seen[0].phase).toBe('Checking for posters already fetched');
    expect(seen.at(-1)).toMatchObject({ phase: 'Fetching posters', done: 20, total: 20, unit: 'posters' });
    const middle = seen.find((progress) => progress.done >= 10 && progress.phase === 'Fetching posters');
    expect(middle?.rate).toBeGreaterThan(8);
    expect(middle?.rate).toBeLessThan(25);
    expect(middle?.remainingSeconds).toBeGreaterThan(0.1);
    expect(middle?.remainingSeconds).toBeLessThan(1.5);
  });
});

describe('failures that are retried', () => {
  it.each([500, 502, 503, 504, 429, 408])('status %i, with growing waits', async (status) => {
    server.scripts.set('/p001.jpg', [
      { kind: 'status', status },
      { kind: 'status', status },
      { kind: 'status', status },
      { kind: 'image' },
    ]);
    const report = await start(1, { backOff: { firstMs: 60, longestMs: 1000 } });
    expect(report.fetched).toBe(1);
    const [a, b, c, d] = server.timesOf('/p001.jpg');
    // half to all of 60, 120, 240 ms
    expect(b - a).toBeGreaterThan(30);
    expect(c - b).toBeGreaterThan(60);
    expect(d - c).toBeGreaterThan(120);
    expect(d - a).toBeLessThan(60 + 120 + 240 + 1500);
  });

  it.each([
    ['a connection cut half way', { kind: 'drop' }],
    ['a chunked answer cut half way', { kind: 'drop', chunked: true }],
    ['a connection cut before the answer', { kind: 'cut' }],
    ['half an image without a length', { kind: 'half' }],
    ['an empty answer', { kind: 'empty' }],
    ['no answer in time', { kind: 'hang' }],
  ] as const)('%s', async (_, answer) => {
    server.scripts.set('/p002.jpg', [answer, answer, { kind: 'image' }]);
    const report = await start(3, { timeoutMs: 150 });
    expect(report).toEqual({ fetched: 3, cached: 0, failed: [] });
    expect(server.timesOf('/p002.jpg')).toHaveLength(3);
    expect(cache.posters.get('p002.jpg')?.size).toBe(JPEG.length);
  });

  it('do not block other posters', async () => {
    server.scripts.set('/p001.jpg', [{ kind: 'status', status: 500 }, { kind: 'image' }]);
    await start(4, { backOff: { firstMs: 600, longestMs: 600 } });
    expect(server.asked.map((asked) => asked.path)).toEqual([
      '/p001.jpg',
      '/p002.jpg',
      '/p003.jpg',
      '/p004.jpg',
      '/p001.jpg',
    ]);
  });

  it('are given up after the last attempt, and listed', async () => {
    server.scripts.set('/p001.jpg', [{ kind: 'status', status: 500 }]);
    server.scripts.set('/p002.jpg', [{ kind: 'hang' }]);
    const listed: string[] = [];
    const report = await start(3, {
      attempts: 3,
      timeoutMs: 100,
      onFailure: ({ reason }) => listed.push(reason),
    });
    expect(report.fetched).toBe(1);
    expect(report.failed).toHaveLength(2);
    expect(report.failed).toContainEqual({
      key: '1',
      title: 'Film 1',
      url: `${server.base}/p001.jpg`,
      reason: 'The server answered 500. Gave up after 3 attempts.',
    });
    expect(listed).toContain('No complete answer within 0.1 s. Gave up after 3 attempts.');
    expect(server.timesOf('/p001.jpg')).toHaveLength(3);
  });
});

describe('Retry-After', () => {
  it('in seconds pauses all requests, and says so', async () => {
    server.scripts.set('/p002.jpg', [
      { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
      { kind: 'image' },
    ]);
    const phases = new Set<string>();
    const report = await start(5, { concurrency: 1, onProgress: ({ phase }) => phases.add(phase) });
    expect(report.fetched).toBe(5);
    // all other requests wait too
    expect(server.asked[2].time - server.asked[1].time).toBeGreaterThan(950);
    expect(server.asked[2].time - server.asked[1].time).toBeLessThan(2500);
    expect(phases).toContain('Waiting 1 s: the image server is busy');
  });

  it('as a date is respected', async () => {
    const date = new Date(Date.now() + 2000).toUTCString();
    server.scripts.set('/p001.jpg', [
      { kind: 'status', status: 503, headers: { 'retry-after': date } },
      { kind: 'image' },
    ]);
    await start(1);
    const [a, b] = server.timesOf('/p001.jpg');
    // HTTP dates have whole seconds
    expect(b - a).toBeGreaterThan(900);
    expect(b - a).toBeLessThan(3500);
  });

  it('with too long a wait ends the fetch and keeps what was fetched', async () => {
    server.scripts.set('/p003.jpg', [{ kind: 'status', status: 429, headers: { 'retry-after': '3600' } }]);
    const error = await failureOf(start(5, { concurrency: 1 }));
    expect(error.code).toBe('fetch-failed');
    expect(error.message).toContain('3600 s');
    expect([...cache.posters.keys()]).toEqual(['p001.jpg', 'p002.jpg']);
  });
});

describe('failures that are not retried', () => {
  it.each([
    ['404', { kind: 'status', status: 404 }, 'The server has no such poster (404).'],
    ['403', { kind: 'status', status: 403 }, 'The server answered 403.'],
    ['a page instead of an image', { kind: 'text' }, 'The server did not send an image but text/html.'],
  ] as const)('%s is listed after one request', async (_, answer, reason) => {
    server.scripts.set('/p001.jpg', [answer]);
    const report = await start(2);
    expect(report.failed).toEqual([{ key: '1', title: 'Film 1', url: `${server.base}/p001.jpg`, reason }]);
    expect(report.fetched).toBe(1);
    expect(server.timesOf('/p001.jpg')).toHaveLength(1);
    expect(cache.posters.has('p001.jpg')).toBe(false);
  });
});

describe('stopping and resuming', () => {
  it('stops at once, and the next fetch asks only for what is missing', async () => {
    const stop = new AbortController();
    let fetched = 0;
    const running = start(12, {
      signal: stop.signal,
      onFetched: () => {
        if (++fetched === 5) stop.abort();
      },
    });
    expect((await failureOf(running)).code).toBe('stopped');
    const had = new Set(cache.posters.keys());
    expect(had.size).toBeGreaterThanOrEqual(5);
    expect(had.size).toBeLessThan(12);
    server.asked.length = 0;
    const report = await start(12);
    expect(report).toEqual({ fetched: 12 - had.size, cached: had.size, failed: [] });
    expect(server.asked.filter(({ path }) => had.has(path.slice(1)))).toEqual([]);
  });

  it('stops while a server hangs', async () => {
    server.usual = { kind: 'hang' };
    const begin = performance.now();
    const running = start(3, { signal: AbortSignal.timeout(200), timeoutMs: 60_000 });
    expect((await failureOf(running)).code).toBe('stopped');
    expect(performance.now() - begin).toBeLessThan(1500);
  });

  it('stops while everything waits', async () => {
    server.usual = { kind: 'status', status: 503, headers: { 'retry-after': '60' } };
    const begin = performance.now();
    expect((await failureOf(start(3, { signal: AbortSignal.timeout(200) }))).code).toBe('stopped');
    expect(performance.now() - begin).toBeLessThan(1500);
  });

  it('fetches nothing if every poster is cached', async () => {
    await start(3);
    server.asked.length = 0;
    expect(await start(3)).toEqual({ fetched: 0, cached: 3, failed: [] });
    expect(server.asked).toEqual([]);
  });
});

describe('what ends the whole fetch', () => {
  it('a server that cannot be reached, after a few connections', async () => {
    server.usual = { kind: 'cut' };
    const error = await failureOf(start(50));
    expect(error.code).toBe('fetch-offline');
    expect(error.message).toBe('The image server cannot be reached.');
    // six in a row, plus those that were open at that moment
    expect(server.asked.length).toBeLessThanOrEqual(6 + 8);
  });

  it('a connection that is lost during the fetch; what came before is kept', async () => {
    const running = start(50, {
      onFetched: ({ name }) => name === 'p004.jpg' && (server.usual = { kind: 'cut' }),
    });
    const error = await failureOf(running);
    expect(error.message).toBe('The connection to the image server was lost.');
    expect(cache.posters.size).toBeGreaterThanOrEqual(4);
  });

  it('a full cache', async () => {
    cache.put = () => Promise.reject(new OnesheetError('storage-full', 'Full.', 'Clear it.'));
    expect((await failureOf(start(5))).code).toBe('storage-full');
    expect(server.asked.length).toBeLessThan(5);
  });
});
