/**
 * Posters for display, as object URLs. Each one is requested from the data worker when first needed, shared by
 * everything that shows it, and revoked when it has not been shown for a while.
 */
import { getStudio } from '../workers/client';
import { perform } from './perform';

/** Fetches one poster's bytes; null if the film has none. */
export type PosterSource = (key: string) => Promise<Blob | null>;

interface Entry {
  users: number;
  url: Promise<string | null>;
}

/** Object URLs by key: those in use, and the `keep` most recently used ones besides. */
export class PosterUrls {
  private readonly entries = new Map<string, Entry>();
  private generation = 0;

  constructor(
    private readonly source: PosterSource,
    private readonly keep = 400,
    private readonly create: (blob: Blob) => string = (blob) => URL.createObjectURL(blob),
    private readonly revoke: (url: string) => void = (url) => URL.revokeObjectURL(url),
  ) {}

  /** URL of the poster; null if there is none or it cannot be read. Call `release` once for each `take`. */
  take(key: string): Promise<string | null> {
    const found = this.entries.get(key);
    const entry = found ?? { users: 0, url: this.load(key) };
    entry.users++;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.url;
  }

  release(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    entry.users = Math.max(0, entry.users - 1);
    this.evict();
  }

  /** Forgets all URLs: another data set has been opened. */
  clear(): void {
    this.generation++;
    for (const [key, entry] of this.entries) this.drop(key, entry);
  }

  private async load(key: string): Promise<string | null> {
    const generation = this.generation;
    try {
      const blob = await this.source(key);
      return blob && generation === this.generation ? this.create(blob) : null;
    } catch {
      // an unreadable poster is shown as missing here; the data set lists it with the reason
      return null;
    }
  }

  private evict(): void {
    for (const [key, entry] of this.entries) {
      if (this.entries.size <= this.keep) return;
      if (entry.users === 0) this.drop(key, entry);
    }
  }

  private drop(key: string, entry: Entry): void {
    this.entries.delete(key);
    perform(() => entry.url.then((url) => url && this.revoke(url)));
  }
}

/** The page's posters. */
export const posterUrls = new PosterUrls((key) => getStudio().data.call('poster', { key }));
