/** All that the data worker holds, in one object that is handed around. */
import type { Problem } from '../../core/films/film';
import type { PosterSource } from '../../images/poster';
import type { PrepareJob } from '../../images/prepare';
import { OnesheetError } from '../../core/errors';
import { PixelCache } from '../../storage/pixel-cache';
import { FetchedPosters } from '../../storage/poster-cache';
import { SerialQueue } from '../../core/serial-queue';
import { Augmenters } from '../augment/augmenters';
import { MeasuredPosters } from './measured-posters';
import { makeLibrary, nextRevision, NO_HOLDINGS, posterOf, type Library } from './library';
import { PostersToPredict } from './posters-to-predict';

export interface DataState {
  library: Library;
  loose: PostersToPredict;
  /** What was measured of posters. */
  measured: MeasuredPosters;
  pixels: Promise<PixelCache>;
  fetched: Promise<FetchedPosters>;
  augmenters: Augmenters;
  /** Training batches are read one after the other. */
  reading: SerialQueue;
  /** The page's address, under which its own files lie. */
  base: string;
}

export function newState(): DataState {
  const measured = new MeasuredPosters();
  return {
    library: makeLibrary(NO_HOLDINGS, undefined, (identity) => measured.get(identity)),
    loose: new PostersToPredict(),
    measured,
    pixels: PixelCache.open(),
    fetched: FetchedPosters.open(),
    augmenters: Augmenters.ofBrowser(),
    reading: new SerialQueue(),
    base: '',
  };
}

/** The poster of a film, or a loose one; null where there is none. */
export function sourceOf(state: DataState, key: string): PosterSource | null {
  return state.loose.get(key) ?? posterOf(state.library, key);
}

/** What is to be decoded for a key. A poster that is not there any more (other data was opened) will be listed. */
export function jobOf(state: DataState, key: string): PrepareJob {
  return { key, poster: sourceOf(state, key) ?? missingPoster(key) };
}

/** Keeps in mind which of the data set's posters are no images; loose ones are not counted. */
export function noteUndecodable({ library }: DataState, problems: readonly Problem[]): void {
  const before = library.undecodable.size;
  for (const problem of problems)
    if (problem.file !== null && library.posterAt.has(problem.file))
      library.undecodable.set(problem.file, problem);
  if (library.undecodable.size > before) library.revision = nextRevision();
}

function missingPoster(key: string): PosterSource {
  const read = () =>
    Promise.reject(
      new OnesheetError('file-unreadable', 'The film has no poster any more.', 'Open the posters again.'),
    );
  return { path: key, size: 0, identity: '', read };
}
