/**
 * The four ways in which write-up A makes a poster into the network's rectangle, as geometry alone: which window
 * of the poster is resized to what. They are torchvision's steps on a Pillow image (Resize, CenterCrop, Pad,
 * RandomCrop), roundings included; `scripts/reference/fits.py` makes the values that the tests compare with.
 */
import { Random } from '../../core/random';
import type { Fit } from '../../core/recipe/recipe';

export interface Size {
  width: number;
  height: number;
}

/**
 * One axis of a fit. The window of `length` poster pixels from `start` on is resized to `resized` pixels, of which
 * the target takes those from `first` on. All are whole numbers. Where the window leaves the poster, it is black.
 */
export interface Axis {
  start: number;
  length: number;
  resized: number;
  first: number;
}

export interface Placement {
  across: Axis;
  down: Axis;
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

/** The generator of one poster's crop: the same seed and key give the same crop, whatever was drawn before. */
export function cropRandom(seed: number, key: string): Random {
  return new Random(seed, `crop:${key}`);
}

const FIT_PLACEMENTS: Record<Fit, (poster: Size, target: Size, random: Random) => Placement> = {
  stretch: (poster, target) => ({
    across: { start: 0, length: poster.width, resized: target.width, first: 0 },
    down: { start: 0, length: poster.height, resized: target.height, first: 0 },
  }),
  'centre-crop': centreCrop,
  pad,
  'random-crop': randomCrop,
};

/** Resize until the target is covered, then cut its middle out. */
function centreCrop(poster: Size, target: Size): Placement {
  const narrow = poster.width * target.height <= target.width * poster.height;
  const resized = narrow
    ? { width: target.width, height: Math.trunc((target.width * poster.height) / poster.width) }
    : { width: Math.trunc((target.height * poster.width) / poster.height), height: target.height };
  const middle = (length: number, kept: number) => roundHalfEven((length - kept) / 2);
  return {
    across: {
      start: 0,
      length: poster.width,
      resized: resized.width,
      first: middle(resized.width, target.width),
    },
    down: {
      start: 0,
      length: poster.height,
      resized: resized.height,
      first: middle(resized.height, target.height),
    },
  };
}

/** Black on the two shorter sides until the aspect is the target's, then resize. */
function pad(poster: Size, target: Size): Placement {
  const aspect = target.width / target.height;
  const width = Math.max(poster.width, Math.round(poster.height * aspect));
  const height = Math.max(poster.height, Math.round(poster.width / aspect));
  const left = Math.floor((width - poster.width) / 2);
  const top = Math.floor((height - poster.height) / 2);
  return {
    across: { start: -left, length: width, resized: target.width, first: 0 },
    down: { start: -top, length: height, resized: target.height, first: 0 },
  };
}

/**
 * A crop of the target's aspect whose longer side is 280 poster pixels, then resize. As in torchvision's
 * `pad_if_needed`, a smaller poster is padded with what it lacks on both sides, so it lies somewhere inside the
 * crop, whole.
 */
function randomCrop(poster: Size, target: Size, random: Random): Placement {
  const crop = cropSize(target);
  const padX = Math.max(0, crop.width - poster.width);
  const padY = Math.max(0, crop.height - poster.height);
  const top = random.below(poster.height + 2 * padY - crop.height + 1);
  const left = random.below(poster.width + 2 * padX - crop.width + 1);
  return {
    across: { start: left - padX, length: crop.width, resized: target.width, first: 0 },
    down: { start: top - padY, length: crop.height, resized: target.height, first: 0 },
  };
}

/** Poster pixels that a random crop takes for this target. */
export function cropSize(target: Size): Size {
  const longer = Math.max(target.width, target.height);
  return {
    width: Math.round((CROP_SIDE * target.width) / longer),
    height: Math.round((CROP_SIDE * target.height) / longer),
  };
}

/** Python's `round`: halves go to the even neighbour. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
