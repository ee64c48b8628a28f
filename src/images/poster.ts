/**
 * A poster before it is read: where it comes from does not matter to those who decode it. Bytes are read when
 * they are asked for and kept by nobody, so that 45,000 posters cost no memory.
 */

export interface PosterSource {
  /** Path as the person gave it, or as the sample names it; unique in a data set. */
  path: string;
  /** Bytes of the encoded image. */
  size: number;
  /** The same text for the same bytes, between visits too: what the pixel cache knows a poster by. */
  identity: string;
  /** @throws OnesheetError `file-unreadable`, `zip-broken`, `zip-bomb`. */
  read: () => Promise<Uint8Array<ArrayBuffer>>;
  /** The same bytes as a file, where they lie in one: a browser decodes a file in half the time of bytes. */
  blob?: Blob;
}
