/** The two samples that come with the page, as holdings. */
import { OnesheetError } from '../../core/errors';
import { TMDB_ATTRIBUTION } from '../../core/fetch';
import { ProgressMeter } from '../../core/progress';
import { GENERATED_SAMPLE } from '../../sample/specs';
import type { PosterSource } from '../../images/poster';
import type { SamplePoster } from '../../sample/drawing/generate-sample';
import type { FetchedPosters } from '../../storage/poster-cache';
import { withFetched } from './fetched-posters';
import type { FoundFile } from '../input/found-file';
import type { Holdings } from './library';
import type { OpenOptions } from './open-input';
import { readTable } from './read-table';

/** Path of the bundled table of popular films, relative to the page. */
const POPULAR_FILMS = 'samples/popular-films.csv';

/** Draws the posters and makes the table. They stay in memory: about 10 MB. */
export async function openGenerated({ onProgress, signal }: OpenOptions): Promise<Holdings> {
  const { name, seed, count, note } = GENERATED_SAMPLE;
  const meter = new ProgressMeter('Drawing posters', 'posters', count, onProgress);
  const posters: PosterSource[] = [];
  const keep = (poster: SamplePoster) => {
    posters.push(generatedPoster(poster, seed));
    meter.add();
  };
  const { generateSample } = await import('../../sample/drawing/generate-sample');
  const { csv } = await generateSample({ seed, count }, keep, signal);
  const file = fileInMemory('generated-sample.csv', new Blob([csv], { type: 'text/csv' }));
  const read = await readTable(file, { onProgress, signal });
  return { name, origin: 'generated', attribution: note, table: { file, read }, posters, unread: [] };
}

function generatedPoster({ path, blob }: SamplePoster, seed: number): PosterSource {
  return {
    path,
    size: blob.size,
    identity: `generated|${seed}|${path}|${blob.size}`,
    read: async () => new Uint8Array(await blob.arrayBuffer()),
  };
}

/** The table of popular films, with those of its posters that were fetched before. */
export async function openPopularFilms(
  base: string,
  cache: FetchedPosters,
  options: OpenOptions,
): Promise<Holdings> {
  const file = fileInMemory('popular-films.csv', await ownFile(new URL(POPULAR_FILMS, base), options.signal));
  const read = await readTable(file, options);
  const holdings: Holdings = {
    name: 'Popular films',
    origin: 'popular-films',
    attribution: TMDB_ATTRIBUTION,
    table: { file, read },
    posters: [],
    unread: [],
  };
  return withFetched(holdings, cache);
}

async function ownFile(url: URL, signal?: AbortSignal): Promise<Blob> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return await response.blob();
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new OnesheetError(
      'file-unreadable',
      'The table of popular films, which comes with the page, could not be loaded.',
      'Reload the page; if this happens again, the page is not completely installed on its server.',
      { cause },
    );
  }
}

function fileInMemory(path: string, blob: Blob): FoundFile {
  return {
    path,
    size: blob.size,
    identity: `memory|${path}|${blob.size}`,
    read: async () => new Uint8Array(await blob.arrayBuffer()),
    stream: () => blob.stream(),
  };
}
