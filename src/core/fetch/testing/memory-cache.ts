/** A poster cache in memory, for tests that are not about storage. */
import type { PosterCache } from '../poster-cache';

export class MemoryCache implements PosterCache {
  readonly posters = new Map<string, Blob>();

  has(name: string): Promise<boolean> {
    return Promise.resolve(this.posters.has(name));
  }

  get(name: string): Promise<Blob | null> {
    return Promise.resolve(this.posters.get(name) ?? null);
  }

  put(name: string, poster: Blob): Promise<void> {
    this.posters.set(name, poster);
    return Promise.resolve();
  }
}
