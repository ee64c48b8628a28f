/** Measures posters: each is decoded once and stretched to a small square. */
import { MEASURED_SIDE, posterFacts, type PosterFacts } from '../../core/pixels/poster-facts';
import { Random } from '../../core/random';
import { fitBitmap } from '../../images/draw';
import { decodePosters, type DecodedPoster, type PrepareJob, type TakePixels } from '../../images/prepare';

const SQUARE = { fit: 'stretch', width: MEASURED_SIDE, height: MEASURED_SIDE } as const;
// stretching uses no random numbers
const NO_CHANCE = new Random(0);

/** Results are in the order of the jobs. @throws OnesheetError `stopped`. */
export function measurePosters(
  jobs: Iterable<PrepareJob>,
  signal?: AbortSignal,
): AsyncGenerator<DecodedPoster<PosterFacts>, void, undefined> {
  return decodePosters(jobs, takeFacts, { signal });
}

const takeFacts: TakePixels<PosterFacts> = (bitmap, alpha) => {
  const data = fitBitmap(bitmap, alpha, SQUARE, NO_CHANCE);
  return posterFacts(bitmap, { data, width: SQUARE.width, height: SQUARE.height });
};
