/**
 * The four ways in which write-up A makes a poster into the network's rectangle, as geometry alone: which part
 * of the poster goes where. What the poster does not cover is black. The rectangles are torchvision's for the
 * same steps (Resize, CenterCrop, Pad, RandomCrop), roundings included; `scripts/reference/fits.py` checks it.
 */
import { Random } from '../core/random';
import type { Fit } from '../core/recipe/recipe';

export interface Size {
  width: number;
  height: number;
}
export interface Rect extends Size {
  x: number;
  y: number;
}

/** Poster pixels of `source` fill target pixels of `destination`; both may have fractions. */
export interface Placement {
  source: Rect;
  destination: Rect;
}

/** Longer side of a random crop, in poster pixels: write-up A takes 280 × 280 for 224 × 224. */
const CROP_SIDE = 280;

/**
 * @param poster upright size in pixels.
 * @param random draws the place of a random crop; the other three fits draw nothing.
 */
export function place(fit: Fit, poster: Size, target: Size, random: Random): Placement {
  return FIT_PLACEMENTS[fit](poster, target, random);
}

const FIT_PLACEMENTS: Record<Fit, (poster: Size, target: Size, random: Random) => Placement> = {
  stretch: (poster, target) => ({ source: whole(poster), destination: whole(target) }),
  'centre-crop': centreCrop,
  pad,
  'random-crop': randomCrop,
};

/** The generator of one poster's crop: the same seed and key give the same crop, whatever was drawn before. */
export function cropRandom(seed: number, key: string): Random {
  return new Random(seed, `crop:${key}`);
}

function whole({ width, height }: Size): Rect {
  return { x: 0, y: 0, width, height };
}

/** Resize until the target is covered, then cut its middle out. */
function centreCrop(poster: Size, target: Size): Placement {
  const narrow = poster.width * target.height <= target.width * poster.height;
  const resized = narrow
    ? { width: target.width, height: Math.trunc((target.width * poster.height) / poster.width) }
    : { width: Math.trunc((target.height * poster.width) / poster.height), height: target.height };
  const left = roundHalfEven((resized.width - target.width) / 2);
  const top = roundHalfEven((resized.height - target.height) / 2);
  const scaleX = poster.width / resized.width;
  const scaleY = poster.height / resized.height;
  return {
    source: {
      x: left * scaleX,
      y: top * scaleY,
      width: target.width * scaleX,
      height: target.height * scaleY,
    },
    destination: whole(target),
  };
}

/** Black on the two shorter sides until the aspect is the target's, then resize. */
function pad(poster: Size, target: Size): Placement {
  const aspect = target.width / target.height;
  const padded = {
    width: Math.max(poster.width, Math.round(poster.height * aspect)),
    height: Math.max(poster.height, Math.round(poster.width / aspect)),
  };
  const left = Math.floor((padded.width - poster.width) / 2);
  const top = Math.floor((padded.height - poster.height) / 2);
  return cutOut(poster, { x: -left, y: -top, ...padded }, target);
}

/**
 * A crop of the target's aspect whose longer side is 280 poster pixels. As in torchvision's `pad_if_needed`, a
 * poster that is smaller is padded with what it lacks on both sides, so it lies somewhere inside the crop, whole.
 */
function randomCrop(poster: Size, target: Size, random: Random): Placement {
  const crop = cropSize(target);
  const padX = Math.max(0, crop.width - poster.width);
  const padY = Math.max(0, crop.height - poster.height);
  const top = random.below(poster.height + 2 * padY - crop.height + 1);
  const left = random.below(poster.width + 2 * padX - crop.width + 1);
  return cutOut(poster, { x: left - padX, y: top - padY, ...crop }, target);
}

/** Poster pixels that a random crop takes for this target. */
export function cropSize(target: Size): Size {
  const longer = Math.max(target.width, target.height);
  return {
    width: Math.round((CROP_SIDE * target.width) / longer),
    height: Math.round((CROP_SIDE * target.height) / longer),
  };
}

/** Cuts a window out of an endless black surface on which the poster lies at the origin, and resizes it. */
function cutOut(poster: Size, window: Rect, target: Size): Placement {
  const left = Math.max(0, window.x);
  const top = Math.max(0, window.y);
  const width = Math.min(poster.width, window.x + window.width) - left;
  const height = Math.min(poster.height, window.y + window.height) - top;
  const scaleX = target.width / window.width;
  const scaleY = target.height / window.height;
  return {
    source: { x: left, y: top, width, height },
    destination: {
      x: (left - window.x) * scaleX,
      y: (top - window.y) * scaleY,
      width: width * scaleX,
      height: height * scaleY,
    },
  };
}

/** Python's `round`. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
