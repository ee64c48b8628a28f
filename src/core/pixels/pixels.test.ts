import { describe, expect, it } from 'vitest';
import reference from '../../../scripts/reference/pixels.json';
import { flatnessOf, isBlank } from './blank';
import { differenceHash, hammingDistance, hashToHex, perceptualHash } from './hashes';
import { chromaOf, isGreyscale } from './greyscale';
import { isLowResolution } from './low-resolution';
import { luma, type RgbPixels, shrink } from './rgb-pixels';

interface Wanted extends RgbPixels {
  wanted: (typeof reference.pictures)[number];
}

const pictures: Wanted[] = reference.pictures.map((wanted) => ({
  width: wanted.width,
  height: wanted.height,
  data: Uint8Array.from(atob(wanted.rgb), (character) => character.charCodeAt(0)),
  wanted,
}));

function filled(colour: readonly [number, number, number], size = 16): RgbPixels {
  const data = Uint8Array.from({ length: size * size * 3 }, (_, at) => colour[at % 3]);
  return { data, width: size, height: size };
}

function fromHex(hex: string): number[] {
  return [hex.slice(0, 8), hex.slice(8)].map((word) => parseInt(word, 16));
}

/** Number of bits in which a hash differs from one written as hex. */
function bitsApart(hash: Uint32Array, hex: string): number {
  return hammingDistance(Uint32Array.of(...hash, ...fromHex(hex)), 0, 1);
}

describe('measurements, against Pillow and numpy', () => {
  it.each(pictures)('picture %# of $width × $height', ({ wanted, ...picture }) => {
    expect(luma(picture).data.reduce((sum, value) => sum + value, 0)).toBe(wanted.luma);
    const chroma = chromaOf(picture);
    expect(chroma.mean).toBeCloseTo(wanted.meanChroma, 10);
    expect(chroma.colouredShare).toBeCloseTo(wanted.colouredShare, 10);
    const flatness = flatnessOf(picture);
    expect(flatness.deviation).toBeCloseTo(wanted.deviation, 8);
    expect(flatness.mainColourShare).toBeCloseTo(wanted.mainColourShare, 10);
  });
});

describe('shrink', () => {
  it("equals Pillow's box filter if whole pixels are covered", () => {
    const whole = pictures.filter(({ width, height }) => width % 4 === 0 && height % 2 === 0);
    expect(whole.length).toBe(6);
    for (const picture of whole) {
      const found = shrink(luma(picture), 4, 2).data;
      // Pillow rounds after each of two passes
      for (const [at, value] of picture.wanted.box.entries())
        expect(Math.abs(found[at] - value)).toBeLessThan(2);
    }
  });

  it('weights partly covered pixels, and leaves an image that already has the size', () => {
    const three = { data: Uint8Array.of(0, 90, 30), width: 3, height: 1 };
    expect([...shrink(three, 2, 1).data]).toEqual([30, 50]);
    expect([...shrink(three, 3, 1).data]).toEqual([0, 90, 30]);
    expect([...shrink(three, 6, 1).data]).toEqual([0, 0, 90, 90, 30, 30]);
  });
});

describe('hashes, against ImageHash', () => {
  it('are bit-identical if nothing is resized', () => {
    for (const picture of pictures) {
      const { width, wanted } = picture;
      const found = { dhash: hashToHex(differenceHash(picture)), phash: hashToHex(perceptualHash(picture)) };
      expect(found).toMatchObject({
        ...(width === 9 && { dhash: wanted.dhash }),
        ...(width === 32 && { phash: wanted.phash }),
      });
    }
  });

  it('are within a few bits if area averaging replaces Lanczos', () => {
    const large = pictures.filter(({ width }) => width === 48);
    expect(large.length).toBe(3);
    for (const picture of large) {
      expect(bitsApart(differenceHash(picture), picture.wanted.dhash)).toBeLessThanOrEqual(4);
      expect(bitsApart(perceptualHash(picture), picture.wanted.phash)).toBeLessThanOrEqual(4);
    }
  });

  it('are near for a brightened image, and far for a different one', () => {
    const [first, second] = pictures.filter(({ width }) => width === 48);
    const brighter = { ...first, data: first.data.map((value) => Math.min(255, value * 0.8 + 40)) };
    for (const hashOf of [differenceHash, perceptualHash]) {
      expect(bitsApart(hashOf(brighter), hashToHex(hashOf(first)))).toBeLessThanOrEqual(6);
      expect(bitsApart(hashOf(second), hashToHex(hashOf(first)))).toBeGreaterThan(12);
    }
  });

  it('of a flat image are the same in any colour', () => {
    for (const hashOf of [differenceHash, perceptualHash])
      expect(hashToHex(hashOf(filled([200, 10, 60])))).toBe(hashToHex(hashOf(filled([90, 90, 90]))));
  });
});

describe('rules on pixels', () => {
  it('greyscale: within the chroma tolerance, except for a share of the pixels', () => {
    expect(isGreyscale(chromaOf(filled([100, 104, 108])))).toBe(true);
    expect(isGreyscale(chromaOf(filled([100, 104, 109])))).toBe(false);
    const speck = filled([100, 100, 100]);
    speck.data.set([255, 0, 0, 255, 0, 0], 30);
    expect(isGreyscale(chromaOf(speck))).toBe(true);
    speck.data.set([255, 0, 0], 60);
    expect(isGreyscale(chromaOf(speck))).toBe(false);
    expect(isGreyscale(chromaOf(speck), 0.05)).toBe(true);
  });

  it('blank: hardly any contrast, or nearly all one colour', () => {
    expect(isBlank(flatnessOf(filled([30, 60, 90])))).toBe(true);
    const card = filled([0, 0, 0]);
    for (let pixel = 0; pixel < 5; pixel++) card.data.set([255, 255, 255], 90 * pixel);
    expect(flatnessOf(card).deviation).toBeGreaterThan(6);
    expect(isBlank(flatnessOf(card))).toBe(true);
    expect(isBlank(flatnessOf(card), { deviation: 6, mainColourShare: 0.99 })).toBe(false);
    expect(pictures.some((picture) => isBlank(flatnessOf(picture)))).toBe(false);
  });

  it('low resolution: either side too short', () => {
    expect(isLowResolution({ width: 92, height: 138 })).toBe(false);
    expect(isLowResolution({ width: 91, height: 500 })).toBe(true);
    expect(isLowResolution({ width: 200, height: 199 }, { width: 200, height: 200 })).toBe(true);
  });
});
