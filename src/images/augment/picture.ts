/** An image on its way through the transforms: upright RGB bytes of any size. */
import type { Size } from '../fit/fits';

export interface Picture extends Size {
  /** RGB bytes `[height, width, 3]`. */
  data: Uint8Array<ArrayBuffer>;
}

/** An all-black image. */
export function blackPicture({ width, height }: Size): Picture {
  return { data: new Uint8Array(width * height * 3), width, height };
}
