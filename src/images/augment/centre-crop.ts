/** torchvision's CenterCrop and its Resize of the shorter side; a larger crop is padded with black. */
import { roundHalfEven, type Size } from '../fit/fits';
import type { Picture } from './picture';
import { crop, resizeThenCrop, type Window } from './resize';

/** The centred window of this size. */
function centreWindow(picture: Size, size: Size): Window {
  return {
    left: middle(picture.width, size.width),
    top: middle(picture.height, size.height),
    width: size.width,
    height: size.height,
  };
}

/** Padding puts the smaller half first; cropping uses Python's rounding. */
function middle(length: number, kept: number): number {
  return kept > length ? -Math.floor((kept - length) / 2) : roundHalfEven((length - kept) / 2);
}

export function centreCrop(picture: Picture, size: Size): Picture {
  return crop(picture, centreWindow(picture, size));
}

/** The size at which an image covers `size` in proportion: for squares torchvision's `Resize(side)`. */
function coveringSize({ width, height }: Size, size: Size): Size {
  return width * size.height <= size.width * height
    ? { width: size.width, height: Math.trunc((size.width * height) / width) }
    : { width: Math.trunc((size.height * width) / height), height: size.height };
}

/** Resizes the image to cover `covered`, then cuts a centred window of `size`, in a single pass. */
export function resizeCentreCrop(picture: Picture, covered: Size, size: Size): Picture {
  const resized = coveringSize(picture, covered);
  return resizeThenCrop(picture, resized, centreWindow(resized, size));
}
