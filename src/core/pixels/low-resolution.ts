/** Posters with too few pixels to be looked at: what write-up D would have left out next. */

export interface PixelSize {
  width: number;
  height: number;
}

/** The smallest size in which TMDb serves posters (w92). */
export const LEAST_SIZE: PixelSize = { width: 92, height: 138 };

/** @param size of the file as it is, before any resizing. */
export function isLowResolution(size: PixelSize, least: PixelSize = LEAST_SIZE): boolean {
  return size.width < least.width || size.height < least.height;
}
