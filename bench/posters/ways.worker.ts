/** The ways from a poster's file to pixels, each applied to the same posters. */
import { fileOnDisk } from '../../src/workers/input/found-file';
import { Augmenters } from '../../src/workers/augment/augmenters';
import { posterBatch } from '../../src/workers/data/poster-batch';
import { SerialQueue } from '../../src/core/serial-queue';
import { preparePosters, type PrepareJob } from '../../src/images/prepare';
import { PixelCache } from '../../src/storage/pixel-cache';

export type WayName =
  /** `createImageBitmap` alone: the upper limit for all others. */
  | 'decode'
  /** The obvious way: draw the bitmap fitted onto a canvas, read it back. */
  | 'decode and canvas'
  /** Ours: header, decoder, torchvision's fit, RGB bytes. */
  | 'ours'
  /** The same, and stored in the private file system, as Prepare does. */
  | 'ours and kept'
  /** Read back from there, as every later run does. */
  | 'kept';

const IMAGES = { fit: 'pad' as const, width: 224, height: 224 };
const AT_ONCE = 8;

async function inTurn(posters: File[], work: (poster: File) => Promise<void>): Promise<void> {
  const left = posters.values();
  const lane = async () => {
    for (const poster of left) await work(poster);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

const context = new OffscreenCanvas(IMAGES.width, IMAGES.height).getContext('2d', {
  willReadFrequently: true,
  alpha: false,
});

function drawPadded(bitmap: ImageBitmap): void {
  if (!context) throw new Error('No canvas.');
  const width = (IMAGES.width * bitmap.width) / bitmap.height;
  context.imageSmoothingQuality = 'high';
  context.fillRect(0, 0, IMAGES.width, IMAGES.height);
  context.drawImage(bitmap, (IMAGES.width - width) / 2, 0, width, IMAGES.height);
  const { data } = context.getImageData(0, 0, IMAGES.width, IMAGES.height);
  const rgb = new Uint8Array((data.length / 4) * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    rgb[to] = data[from];
    rgb[to + 1] = data[from + 1];
    rgb[to + 2] = data[from + 2];
  }
}

const jobsOf = (posters: File[]): PrepareJob[] =>
  posters.map((file) => ({ key: file.name, poster: fileOnDisk(file.name, file) }));

const cache = PixelCache.open();
const augmenters = Augmenters.ofBrowser();
const reading = new SerialQueue();
async function throughCache(posters: File[]): Promise<void> {
  const jobs = jobsOf(posters);
  const feed = { cache: await cache, augmenters, reading };
  for (let from = 0; from < jobs.length; from += 64) {
    const some = jobs.slice(from, from + 64);
    const keys = some.map(({ key }) => key);
    await posterBatch(some, { keys, images: IMAGES, seed: 1, augmentation: [], epoch: null }, feed);
  }
}

const WAYS: Record<WayName, (posters: File[]) => Promise<void>> = {
  decode: (posters) => inTurn(posters, async (poster) => (await createImageBitmap(poster)).close()),
  'decode and canvas': (posters) =>
    inTurn(posters, async (poster) => {
      const bitmap = await createImageBitmap(poster);
      drawPadded(bitmap);
      bitmap.close();
    }),
  ours: async (posters) => {
    for await (const { problem } of preparePosters(jobsOf(posters), IMAGES, 1))
      if (problem) throw new Error(problem.reason);
  },
  'ours and kept': throughCache,
  kept: throughCache,
};

globalThis.addEventListener('message', ({ data }: MessageEvent<{ way: WayName; posters: File[] }>) => {
  const began = performance.now();
  void WAYS[data.way](data.posters).then(
    () => globalThis.postMessage({ seconds: (performance.now() - began) / 1000 }, { transfer: [] }),
    (error: unknown) => globalThis.postMessage({ seconds: 0, error: String(error) }, { transfer: [] }),
  );
});
