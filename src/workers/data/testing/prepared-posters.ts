/**
 * A data worker's API with prepared posters: Node cannot decode images, so their pixels are put into the cache as a
 * browser would have done. A poster left out of the cache cannot be decoded.
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
  /** The cached picture for a key. */
  picture: (key: string) => Picture;
}

export interface PreparedOptions {
  count: number;
  images: Fitting;
  augmentation: Augmentation;
  /** Size of the posters if transforms start from them; otherwise that of the input. */
  posterSize?: { width: number; height: number };
  /** Numbers of the posters that cannot be decoded. */
  broken?: number[];
  augmenters?: Augmenters;
}

/** A smooth picture, with a different position and colour for each poster. */
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
  // none of them is an image: whatever is not in the cache is listed as unreadable
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
