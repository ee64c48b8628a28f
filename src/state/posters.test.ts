import { describe, expect, it } from 'vitest';
import { PosterUrls } from './posters';

function counted(keep: number, missing: readonly string[] = []) {
  const live = new Set<string>();
  let asked = 0;
  const urls = new PosterUrls(
    (key) => {
      asked++;
      if (key === 'broken') return Promise.reject(new Error('gone'));
      return Promise.resolve(missing.includes(key) ? null : new Blob([key]));
    },
    keep,
    () => {
      const url = `blob:${live.size}:${asked}`;
      live.add(url);
      return url;
    },
    (url) => live.delete(url),
  );
  return { urls, live, asked: () => asked };
}

describe('poster URLs', () => {
  it('are shared and requested once', async () => {
    const { urls, live, asked } = counted(10);
    const [a, b] = await Promise.all([urls.take('x'), urls.take('x')]);
    expect(a).toBe(b);
    expect([asked(), live.size]).toEqual([1, 1]);
  });

  it('are revoked once nobody uses them and there are more than the cache keeps', async () => {
    const { urls, live } = counted(2);
    for (const key of ['a', 'b', 'c', 'd']) {
      await urls.take(key);
      urls.release(key);
    }
    await Promise.resolve();
    expect(live.size).toBe(2);
  });

  it('stay while they are shown, however many there are', async () => {
    const { urls, live } = counted(1);
    const keys = ['a', 'b', 'c'];
    await Promise.all(keys.map((key) => urls.take(key)));
    expect(live.size).toBe(3);
    for (const key of keys) urls.release(key);
    await Promise.resolve();
    expect(live.size).toBe(1);
  });

  it('are null for a film without a poster and for a poster that cannot be read', async () => {
    const { urls, live } = counted(5, ['none']);
    expect(await urls.take('none')).toBeNull();
    expect(await urls.take('broken')).toBeNull();
    expect(live.size).toBe(0);
  });

  it('are all revoked when other data are opened, also those still being fetched', async () => {
    const { urls, live } = counted(5);
    await urls.take('a');
    const onItsWay = urls.take('b');
    urls.clear();
    expect(await onItsWay).toBeNull();
    await Promise.resolve();
    expect(live.size).toBe(0);
  });
});
