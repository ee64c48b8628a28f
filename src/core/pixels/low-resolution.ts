/** Posters with too few pixels to be useful: the rule that write-up D proposes as a next step. */

export interface PixelSize {
  width: number;
  height: number;
}

/** The smallest size in which TMDb serves posters (w92). */
export const LEAST_SIZE: PixelSize = { width: 92, height: 138 };

/** @param size of the file itself, before any resizing. */
export function isLowResolution(size: PixelSize, least: PixelSize = LEAST_SIZE): boolean {
  return size.width < least.width || size.height < least.height;
}
