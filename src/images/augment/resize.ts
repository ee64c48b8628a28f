/** Cuts out and resizes windows of an image: Pillow's `crop` and antialiased bilinear `resize`. */
import type { Axis, Size } from '../fit/fits';
import { resample } from '../fit/resample';
import { blackPicture, type Picture } from './picture';

/** Pixels `left … left + width` by `top … top + height`; the area outside the image is black. */
export interface Window extends Size {
  left: number;
  top: number;
}

/** The whole image. */
export function wholeOf({ width, height }: Size): Window {
  return { left: 0, top: 0, width, height };
}

/** The window, resized to `size`. */
export function resizeWindow(picture: Picture, window: Window, size: Size): Picture {
  const across = { start: window.left, length: window.width, resized: size.width, first: 0 };
  const down = { start: window.top, length: window.height, resized: size.height, first: 0 };
  return place(picture, across, down, size);
}

/** Resizes the image to `resized`, then keeps a window of it. */
export function resizeThenCrop(picture: Picture, resized: Size, window: Window): Picture {
  const across = { start: 0, length: picture.width, resized: resized.width, first: window.left };
  const down = { start: 0, length: picture.height, resized: resized.height, first: window.top };
  return place(picture, across, down, window);
}

function place(picture: Picture, across: Axis, down: Axis, size: Size): Picture {
  const { data, width, height } = picture;
  // a view of the same bytes, in the type that the resampler takes
  const bytes = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  const resized = blackPicture(size);
  resample({ data: bytes, width, height, channels: 3 }, { across, down }, size, resized.data);
  return resized;
}

/** The window without resizing; the area outside the image is black. */
export function crop(picture: Picture, window: Window): Picture {
  const { left, top, width, height } = window;
  const cropped = blackPicture(window);
  const from = Math.max(0, left);
  const to = Math.min(picture.width, left + width);
  if (to <= from) return cropped;
  for (let y = Math.max(0, top); y < Math.min(picture.height, top + height); y++) {
    const row = picture.data.subarray((y * picture.width + from) * 3, (y * picture.width + to) * 3);
    cropped.data.set(row, ((y - top) * width + from - left) * 3);
  }
  return cropped;
}
