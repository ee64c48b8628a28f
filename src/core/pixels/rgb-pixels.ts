/** A small picture as the measures take it: a poster stretched to some 64 × 64 pixels says enough. */
export interface RgbPixels {
  /** Bytes, `[height, width, 3]`, row by row. */
  data: Uint8Array;
  width: number;
  height: number;
}

/** One byte a pixel. */
export interface GreyPixels {
  /** 0 to 255, `[height, width]`, row by row. */
  data: Uint8Array;
  width: number;
  height: number;
}
