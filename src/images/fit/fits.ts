/**
 * The geometry of write-up A's four ways to fit a poster to the network's rectangle: which window of the poster is
 * resized to which size. They are torchvision's steps on a Pillow image (Resize, CenterCrop, Pad, RandomCrop), with the
 * same rounding; `scripts/reference/fits.py` makes the values that the tests compare with.
 */
import { Random } from '../../core/random';
import type { Fit } from '../../core/recipe/recipe';

export interface Size {
  width: number;
  height: number;
}

/**
 * One axis of a fit. The window of `length` poster pixels from `start` is resized to `resized` pixels, of which the
 * target takes those from `first` on. All are integers. Parts of the window outside the poster are black.
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
 * @param random draws the position of a random crop; not used by the other three fits.
 */
export function place(fit: Fit, poster: Size, target: Size, random: Random): Placement {
  return FIT_PLACEMENTS[fit](poster, target, random);
}

/** The generator for one poster's crop: the same seed and key give the same crop, regardless of other draws. */
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

/** Resizes the poster to cover the target, then cuts out the centre. */
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

/** Pads the shorter sides with black to the target's aspect ratio, then resizes. */
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
 * Takes a crop of the target's aspect ratio whose longer side is 280 poster pixels, then resizes. As in torchvision's
 * `pad_if_needed`, a side that is too short is padded at both ends with all that it lacks, so a smaller poster is
 * placed whole somewhere inside the crop.
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

/** Size in poster pixels of a random crop for this target. */
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
