/**
 * The generated sample: a table and posters, made on this machine from a seed. Runs in a worker, with one canvas for
 * all posters.
 */
import { OnesheetError, throwIfStopped } from '../../core/errors';
import { makeSpecs, sampleTable } from '../specs';
import { drawPoster, POSTER_SIZE } from './draw-poster';

export interface SampleOptions {
  seed: number;
  count: number;
}

export interface SamplePoster {
  /** `generated-0001.jpg`: the table's poster path without its slash. */
  path: string;
  /** JPEG, 240 × 360. */
  blob: Blob;
}

const JPEG = { type: 'image/jpeg', quality: 0.85 };

/**
 * Draws the sample poster by poster, and returns its table in TMDb's dialect.
 * @param onPoster Called for each poster in order; the next one is drawn after its promise resolves.
 * @throws OnesheetError `stopped` when the signal is aborted; `unexpected` if the browser provides no canvas.
 */
export async function generateSample(
  { seed, count }: SampleOptions,
  onPoster: (poster: SamplePoster, index: number) => void | Promise<void>,
  signal?: AbortSignal,
): Promise<{ csv: string }> {
  const canvas = new OffscreenCanvas(POSTER_SIZE.width, POSTER_SIZE.height);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context)
    throw new OnesheetError(
      'unexpected',
      'This browser gives no canvas to draw the sample on.',
      'Try a current version of Chrome, Edge, Firefox or Safari.',
    );
  const specs = makeSpecs(seed, count);
  for (const spec of specs) {
    throwIfStopped(signal);
    drawPoster(context, spec);
    // one canvas: a poster must be encoded before the next is drawn oxlint-disable-next-line eslint/no-await-in-loop
    const blob = await canvas.convertToBlob(JPEG);
    // oxlint-disable-next-line eslint/no-await-in-loop
    await onPoster({ path: spec.file, blob }, spec.index);
  }
  return { csv: sampleTable(specs, seed) };
}
