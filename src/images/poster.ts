/**
 * A poster that has not been read. Decoding does not depend on where it comes from. Bytes are read on demand and not
 * kept, so 45,000 posters take no memory.
 */

export interface PosterSource {
  /** Path as given by the person, or by the sample; unique in a data set. */
  path: string;
  /** Bytes of the encoded image. */
  size: number;
  /** The same text for the same bytes, also between visits; the pixel cache's key for the poster. */
  identity: string;
  /** @throws OnesheetError `file-unreadable`, `zip-broken`, `zip-bomb`. */
  read: () => Promise<Uint8Array<ArrayBuffer>>;
  /** The same bytes as a file, if they are in one: a browser decodes a file in half the time. */
  blob?: Blob;
}
