/** Everything that the data worker holds, in one object that is passed around. */
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
  /** Measurements of posters. */
  measured: MeasuredPosters;
  pixels: Promise<PixelCache>;
  fetched: Promise<FetchedPosters>;
  augmenters: Augmenters;
  /** Makes training batches read one after the other. */
  reading: SerialQueue;
  /** The page's address, to which paths of its own files are relative. */
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

/** The poster of a film, or one dropped for prediction; null if there is none. */
export function sourceOf(state: DataState, key: string): PosterSource | null {
  return state.loose.get(key) ?? posterOf(state.library, key);
}

/**
 * The job to decode the poster with this key. A poster that no longer exists (other data were opened) is listed as
 * unreadable.
 */
export function jobOf(state: DataState, key: string): PrepareJob {
  return { key, poster: sourceOf(state, key) ?? missingPoster(key) };
}

/** Notes which of the data set's posters are not images; posters dropped for prediction are not counted. */
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
      new OnesheetError('file-unreadable', 'The film no longer has a poster.', 'Open the posters again.'),
    );
  return { path: key, size: 0, identity: '', read };
}
