/** Data written by scripts/reference/augmentation.py, and helpers to compare our images with it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { Random } from '../../../core/random';
import type { Adjustment } from '../colour-jitter';
import { blackPicture, type Picture } from '../picture';
import type { Window } from '../resize';

export type Pair = [number, number];

interface Result {
  size: Pair;
  sha256: string;
  pixels: Record<string, number[]>;
}

export interface Reference {
  resizedCrops: (Result & {
    poster: Pair;
    scale: Pair;
    ratio: Pair;
    side: number;
    draws: number[];
    window: Window;
  })[];
  rotations: (Result & {
    poster: Pair;
    degrees: number;
    fill: number;
    interpolation: 'nearest' | 'bilinear';
  })[];
  colours: (Result & Adjustment & { poster: Pair })[];
  everyColour: (Result & Adjustment)[];
  crops: (Result & {
    poster: Pair;
    name: 'flip' | 'centre-crop' | 'random-crop' | 'validation';
    crop?: Pair;
    draws?: number[];
  })[];
  pipelines: (Result & {
    poster: Pair;
    window: Window;
    degrees: number;
    steps: Adjustment[];
    flip: boolean;
  })[];
  keras: {
    poster: Pair;
    theta: number;
    down: number;
    across: number;
    /** All bytes, base64. */
    rgb: string;
  }[];
}

export const reference = JSON.parse(
  readFileSync(new URL('../../../../scripts/reference/augmentation.json', import.meta.url), 'utf8'),
) as Reference;

/** The poster of scripts/reference/augmentation.py. */
export function formulaPoster([width, height]: Pair): Picture {
  const picture = blackPicture({ width, height });
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) {
        const check = ((Math.floor(x / 16) + Math.floor(y / 16)) % 2) * 90;
        picture.data[(y * width + x) * 3 + c] = (x * 7 + y * 13 + c * 85 + ((x * y) % 31) * 5 + check) % 256;
      }
  return picture;
}

/** Fails at the first stored pixel that differs, or if any other byte differs. */
export function expectPicture(picture: Picture, { size, sha256, pixels }: Result): void {
  expect([picture.width, picture.height]).toEqual(size);
  for (const [index, pixel] of Object.entries(pixels)) {
    const at = Number(index) * 3;
    expect([...picture.data.subarray(at, at + 3)], `pixel ${index}`).toEqual(pixel);
  }
  expect(createHash('sha256').update(picture.data).digest('hex')).toBe(sha256);
}

/** Returns the values that torchvision was made to draw. */
export class Given extends Random {
  private used = 0;
  constructor(private readonly draws: readonly number[]) {
    super(0);
  }
  override uniform(): number {
    return this.draws[this.used++];
  }
  override below(count: number): number {
    return Math.trunc(count * this.uniform());
  }
}
