/**
 * Images that arrive in any groups, regrouped into batches of one size: networks want a fixed shape, sources give
 * what they have. The next group is asked for before a batch is handed out, so that it is made meanwhile.
 */

export interface PixelRows {
  keys: string[];
  /** RGB bytes `[keys.length, height, width, 3]`. */
  pixels: Uint8Array;
}

/**
 * @param imageBytes `height × width × 3`.
 * @returns batches of exactly `size` images, the last of what is left. Each batch's pixels are only good until the
 *   next one is asked for.
 * @throws Error where a group's bytes do not fit its keys.
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

/** The same items; each is handed out when the next has been asked for. */
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
  // where the reader stops before it awaits this one, its failure is of no interest to anybody
  next.catch(() => undefined);
  return next;
}
