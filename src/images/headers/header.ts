/**
 * What an image file says of itself before anything is decoded: enough to refuse it, to place it, and to
 * foresee its memory. Each format's parser sits beside this file and returns an `ImageHeader` or null.
 */

export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'bmp' | 'avif';
export type ColourModel = 'rgb' | 'grey' | 'cmyk' | 'palette' | 'unknown';

export interface ImageHeader {
  format: ImageFormat;
  /** Pixels as stored; the orientation is not applied. */
  width: number;
  height: number;
  colour: ColourModel;
  /** Whether pixels may be transparent. */
  alpha: boolean;
  /** EXIF orientation, 1 to 8; 1 where there is none. 5 to 8 exchange width and height. */
  orientation: number;
  /** Whether there is more than one frame. */
  animated: boolean;
  /** Whether the format's end mark was found: false for a file that was cut off. */
  complete: boolean;
}

/** A view over exactly these bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Four characters at an offset, as text. */
export function fourCC(bytes: Uint8Array, offset: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + 4));
}

/** Whether these bytes stand at the offset. */
export function hasBytes(bytes: Uint8Array, offset: number, expected: readonly number[]): boolean {
  return (
    bytes.length >= offset + expected.length && expected.every((value, i) => bytes[offset + i] === value)
  );
}
