import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Random } from '../../core/random';
import type { Fit } from '../../core/recipe/recipe';
import { cropRandom, cropSize, place } from './fits';
import { resample, type Pixels } from './resample';

interface Case {
  fit: Fit;
  poster: [number, number];
  target: [number, number];
  sha256: string;
  pixels: Record<string, number[]>;
  draws?: { count: number; value: number }[];
}

const reference = JSON.parse(
  readFileSync(new URL('../../../scripts/reference/fits.json', import.meta.url), 'utf8'),
) as { cases: Case[] };

/** The poster of scripts/reference/fits.py. */
function poster(width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 4; c++) {
        const check = ((Math.floor(x / 16) + Math.floor(y / 16)) % 2) * 90;
        data[(y * width + x) * 4 + c] = (x * 7 + y * 13 + c * 85 + ((x * y) % 31) * 5 + check) % 256;
      }
  return { data, width, height };
}

/** Returns the values that torchvision was made to draw, and records the requested ranges. */
class Given extends Random {
  readonly counts: number[] = [];
  constructor(private readonly draws: { count: number; value: number }[]) {
    super(0);
  }
  override below(count: number): number {
    this.counts.push(count);
    return this.draws[this.counts.length - 1]?.value ?? 0;
  }
}

function fitted(test: Case): { rgb: Uint8Array; random: Given } {
  const [width, height] = test.target;
  const pixels = poster(...test.poster);
  const random = new Given(test.draws ?? []);
  const rgb = new Uint8Array(width * height * 3).fill(7);
  resample(pixels, place(test.fit, pixels, { width, height }, random), { width, height }, rgb);
  return { rgb, random };
}

describe('the four fits, bit for bit, against torchvision on Pillow images', () => {
  for (const test of reference.cases) {
    const at = test.draws ? ` at ${test.draws.map((draw) => draw.value).join(', ')}` : '';
    it(`${test.fit} of ${test.poster.join(' × ')} to ${test.target.join(' × ')}${at}`, () => {
      const { rgb, random } = fitted(test);
      for (const [index, pixel] of Object.entries(test.pixels))
        expect([...rgb.subarray(Number(index) * 3, Number(index) * 3 + 3)], `pixel ${index}`).toEqual(pixel);
      expect(createHash('sha256').update(rgb).digest('hex')).toBe(test.sha256);
      // torchvision draws nothing if there is only one position; ours draws one of one
      const draws = random.counts.every((count) => count === 1) ? [] : random.counts;
      expect(draws).toEqual((test.draws ?? []).map((draw) => draw.count));
    });
  }
});

describe('random crops', () => {
  const size = { width: 170, height: 256 };
  const target = { width: 224, height: 224 };
  const placed = (seed: number, key: string) => place('random-crop', size, target, cropRandom(seed, key));

  it('are the same for the same seed and film, and different for others', () => {
    expect(placed(1, '862')).toEqual(placed(1, '862'));
    const places = new Set(Array.from({ length: 20 }, (_, i) => JSON.stringify(placed(1, String(i)))));
    expect(places.size).toBeGreaterThan(15);
    expect(placed(2, '862')).not.toEqual(placed(1, '862'));
  });

  it('keep a poster that is smaller than the crop whole', () => {
    for (let i = 0; i < 200; i++) {
      const { across, down } = placed(3, String(i));
      expect(across.start).toBeLessThanOrEqual(0);
      expect(across.start + across.length).toBeGreaterThanOrEqual(size.width);
      expect(down.start).toBeLessThanOrEqual(0);
      expect(down.start + down.length).toBeGreaterThanOrEqual(size.height);
    }
  });

  it('take 280 poster pixels on the longer side', () => {
    expect(cropSize(target)).toEqual({ width: 280, height: 280 });
    expect(cropSize({ width: 160, height: 240 })).toEqual({ width: 187, height: 280 });
  });
});
