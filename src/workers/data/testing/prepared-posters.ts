/**
 * A data worker's API with posters that are prepared already: Node cannot decode, so their pixels are put into the
 * cache as a browser's decoding would have done. A poster that is left out of it cannot be decoded.
 */
import { Random } from '../../../core/random';
import type { Augmentation } from '../../../core/recipe/augmentation';
import { blackPicture, type Picture } from '../../../images/augment/picture';
import type { Fitting } from '../../../images/draw';
import type { DataApi } from '../../protocol';
import { connect, serve, type Remote } from '../../rpc';
import { dataApi } from '../api';
import { Augmenters } from '../../augment/augmenters';
import { picturesFor } from '../pictures';
import { jobOf, newState, type DataState } from '../state';

export interface PreparedPosters {
  data: Remote<DataApi>;
  state: DataState;
  keys: string[];
  /** The picture that the cache has of a key. */
  picture: (key: string) => Picture;
}

export interface PreparedOptions {
  count: number;
  images: Fitting;
  augmentation: Augmentation;
  /** Size of the posters where transforms begin with them; the input's where not. */
  posterSize?: { width: number; height: number };
  /** Numbers of posters that cannot be decoded. */
  broken?: number[];
  augmenters?: Augmenters;
}

/** Smooth, with a place and colour of its own for each poster. */
export function pictureOf(number: number, size: { width: number; height: number }): Picture {
  const picture = blackPicture(size);
  const random = new Random(number, 'picture');
  const [red, green, blue] = [random.below(200), random.below(200), random.below(200)];
  for (let at = 0; at < picture.data.length; at += 3) {
    const x = (at / 3) % size.width;
    picture.data[at] = red + (x % 50);
    picture.data[at + 1] = green + ((at / 3 / size.width) % 50);
    picture.data[at + 2] = blue;
  }
  return picture;
}

export async function preparedPosters(options: PreparedOptions): Promise<PreparedPosters> {
  const { count, images, augmentation, broken = [], posterSize = images } = options;
  const state = newState();
  state.augmenters = options.augmenters ?? new Augmenters();
  const { port1, port2 } = new MessageChannel();
  serve<DataApi>(port1, dataApi(state));
  const data = connect<DataApi>(port2);
  // not one of them is an image: whatever is not in the cache is listed
  const files = Array.from({ length: count }, (_, i) => ({
    path: `set/${i % 2 ? 'comedy' : 'horror'}/${String(i).padStart(6, '0')}.jpg`,
    file: new File([new Uint8Array(8)], `${i}.jpg`),
  }));
  await data.call('open', { input: { files, handles: [] }, add: false });
  const numberOf = (key: string) => Number(/(\d+)\.jpg$/.exec(jobOf(state, key).poster.path)?.[1]);
  const keys = state.library.films.map(({ key }) => key).sort((a, b) => numberOf(a) - numberOf(b));
  const pictures = await picturesFor(await state.pixels, images, augmentation, 1);
  const picture = (key: string) => pictureOf(numberOf(key), posterSize);
  for (const key of keys) if (!broken.includes(numberOf(key))) pictures.keep(jobOf(state, key), picture(key));
  return { data, state, keys, picture };
}
