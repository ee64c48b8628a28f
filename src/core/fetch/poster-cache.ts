/**
 * Stores fetched posters, and is checked before anything is fetched again. The page keeps one in its private file
 * system; Node keeps a folder.
 */
export interface PosterCache {
  has(name: string): Promise<boolean>;
  get(name: string): Promise<Blob | null>;
  /** Must store all or nothing: a name for which `has` is true is never fetched again. */
  put(name: string, poster: Blob): Promise<void>;
}
