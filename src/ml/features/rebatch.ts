/**
 * Regroups images that arrive in groups of any size into batches of one size, since networks need a fixed shape. The
 * next group is requested before a batch is yielded, so that it is prepared meanwhile.
 */

export interface PixelRows {
  keys: string[];
  /** RGB bytes `[keys.length, height, width, 3]`. */
  pixels: Uint8Array;
}

/**
 * @param imageBytes `height × width × 3`.
 * @returns batches of exactly `size` images; the last one has the rest. A batch's pixels are valid only until the next
 *   one is requested.
 * @throws Error if a group's bytes do not match its keys.
 */
export async function* rebatch(
  source: AsyncIterable<PixelRows>,
  size: number,
  imageBytes: number,
): AsyncGenerator<PixelRows, void, undefined> {
  const pixels = new Uint8Array(size * imageBytes);
  let keys: string[] = [];
  for await (const group of readAhead(source)) {
    if (group.pixels.length !== group.keys.length * imageBytes)
      throw new Error(
        `${group.keys.length} images of ${imageBytes} bytes came as ${group.pixels.length} bytes.`,
      );
    for (let from = 0; from < group.keys.length;) {
      const taken = Math.min(size - keys.length, group.keys.length - from);
      pixels.set(
        group.pixels.subarray(from * imageBytes, (from + taken) * imageBytes),
        keys.length * imageBytes,
      );
      keys.push(...group.keys.slice(from, from + taken));
      from += taken;
      if (keys.length < size) continue;
      yield { keys, pixels };
      keys = [];
    }
  }
  if (keys.length) yield { keys, pixels: pixels.subarray(0, keys.length * imageBytes) };
}

/** The same items; each is yielded after the next one has been requested. */
export async function* readAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  let next = ask(iterator);
  try {
    for (;;) {
      const item = await next;
      if (item.done) return;
      next = ask(iterator);
      yield item.value;
    }
  } finally {
    await iterator.return?.();
  }
}

function ask<T>(iterator: AsyncIterator<T>): Promise<IteratorResult<T>> {
  const next = iterator.next();
  // if the reader stops before it awaits this one, nobody needs to know of its failure
  next.catch(() => undefined);
  return next;
}
