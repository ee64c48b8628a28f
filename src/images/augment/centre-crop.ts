/** torchvision's CenterCrop and its Resize of the shorter side; where the crop is larger, black lies around. */
import { roundHalfEven, type Size } from '../fit/fits';
import type { Picture } from './picture';
import { crop, resizeThenCrop, type Window } from './resize';

/** The window of this size in the middle. */
function centreWindow(picture: Size, size: Size): Window {
  return {
    left: middle(picture.width, size.width),
    top: middle(picture.height, size.height),
    width: size.width,
    height: size.height,
  };
}

/** Padding gets the smaller half first, cropping Python's rounding of it. */
function middle(length: number, kept: number): number {
  return kept > length ? -Math.floor((kept - length) / 2) : roundHalfEven((length - kept) / 2);
}

export function centreCrop(picture: Picture, size: Size): Picture {
  return crop(picture, centreWindow(picture, size));
}

/** The size in which a picture covers `size` in proportion: for squares torchvision's `Resize(side)`. */
function coveringSize({ width, height }: Size, size: Size): Size {
  return width * size.height <= size.width * height
    ? { width: size.width, height: Math.trunc((size.width * height) / width) }
    : { width: Math.trunc((size.height * width) / height), height: size.height };
}

/** Resize until `covered` is covered, then cut a window of `size` out of its middle: both in one pass. */
export function resizeCentreCrop(picture: Picture, covered: Size, size: Size): Picture {
  const resized = coveringSize(picture, covered);
  return resizeThenCrop(picture, resized, centreWindow(resized, size));
}
