import { describe, expect, it } from 'vitest';
import {
  defaultTransform,
  pipeline,
  TRANSFORM_KINDS,
  type Augmentation,
} from '../../core/recipe/augmentation';
import { augment, withoutChance, type View } from './augment';
import { baseOf, keptSize } from './base';
import { centreCrop } from './centre-crop';
import { jitter } from './colour-jitter';
import { flipHorizontally } from './horizontal-flip';
import { resizeWindow } from './resize';
import { rotate } from './rotation';
import { expectPicture, formulaPoster, reference } from './testing/reference';

const INPUT = { width: 96, height: 96 };
const SIGHT: View = { seed: 7, key: 'tt0114709', copy: 0, epoch: 3 };
const ALL: Augmentation = TRANSFORM_KINDS.map((kind) =>
  kind === 'colour-jitter'
    ? { ...defaultTransform(kind), brightness: 0.3, contrast: 0.3, saturation: 0.3, hue: 0.1 }
    : defaultTransform(kind),
);
const poster = formulaPoster([171, 256]);
const seen = (augmentation: Augmentation, view: Partial<View> = {}) =>
  augment(poster, augmentation, INPUT, { ...SIGHT, ...view });
const same = (a: { data: Uint8Array }, b: { data: Uint8Array }) => Buffer.compare(a.data, b.data) === 0;

describe("write-up A's transforms in sequence, bit for bit, against torchvision", () => {
  for (const [number, test] of reference.pipelines.entries())
    it(`${test.poster.join(' × ')}, ${number}`, () => {
      const resized = resizeWindow(formulaPoster(test.poster), test.window, { width: 256, height: 256 });
      const look = { interpolation: 'nearest', fill: 0 } as const;
      const coloured = jitter(rotate(resized, test.degrees, look), test.steps);
      const flipped = test.flip ? flipHorizontally(coloured) : coloured;
      expectPicture(centreCrop(flipped, { width: 224, height: 224 }), test);
    });
});

describe('random draws', () => {
  it('are the same for the same seed, film, copy and epoch, and different for any other', () => {
    const first = seen(ALL);
    expect(same(seen(ALL), first)).toBe(true);
    const others = [{ seed: 8 }, { key: 'tt0114710' }, { copy: 1 }, { epoch: 4 }];
    for (const other of others) expect(same(seen(ALL, other), first)).toBe(false);
  });

  it('do not change when another transform is removed', () => {
    // flips are enough to tell: half of the films are mirrored
    const flip = defaultTransform('horizontal-flip');
    const turned = (augmentation: Augmentation, key: string) =>
      same(seen(augmentation, { key }), seen([{ ...flip, probability: 1 }], { key }));
    const keys = Array.from({ length: 40 }, (_, i) => `film ${i}`);
    const alone = keys.map((key) => turned([flip], key));
    expect(alone.filter(Boolean).length).toBeGreaterThan(8);
    expect(alone.filter(Boolean).length).toBeLessThan(32);
    const behindNothing = [{ ...defaultTransform('cutout'), probability: 0 }, flip];
    expect(keys.map((key) => turned(behindNothing, key))).toEqual(alone);
  });

  it('differ between two transforms of one kind', () => {
    const brightness = defaultTransform('brightness');
    const twice = seen([brightness, brightness]);
    // the same factor applied twice would be its square
    const squares = Array.from({ length: 50 }, (_, i) => seen([brightness], { key: `${i}` }));
    expect(squares.some((one) => same(one, twice))).toBe(false);
  });
});

describe('the result', () => {
  it("has the input's size, whatever size the transforms leave", () => {
    for (const transform of ALL) {
      const picture = seen([transform]);
      expect([picture.width, picture.height, picture.data.length]).toEqual([96, 96, 96 * 96 * 3]);
      const judged = withoutChance(poster, [transform], INPUT);
      expect([judged.width, judged.height]).toEqual([96, 96]);
    }
    expect(seen(ALL)).toMatchObject(INPUT);
  });

  it("samples Keras's rotation and zoom in one step, whatever comes before and after", () => {
    const [rotation, zoom, brightness] = pipeline('write-up-d');
    const still = { ...defaultTransform('brightness'), range: [1, 1] as [number, number] };
    expect(same(seen([rotation, zoom]), seen([still, rotation, zoom]))).toBe(true);
    // with something in between there are two maps, each of which blurs
    expect(same(seen([rotation, zoom]), seen([rotation, still, zoom]))).toBe(false);
    expect(seen([rotation, zoom, brightness])).toMatchObject(INPUT);
  });

  it('does not modify the source image', () => {
    const before = poster.data.slice();
    for (const transform of ALL) seen([transform]);
    expect(same(poster, { data: before })).toBe(true);
  });

  it('draws nothing for validation: without crops, the result is the fitted poster itself', () => {
    const fitted = resizeWindow(poster, { left: 0, top: 0, width: 171, height: 256 }, INPUT);
    expect(withoutChance(fitted, pipeline('write-up-d'), INPUT)).toBe(fitted);
  });
});

describe('what the transforms start from', () => {
  const input = { width: 224, height: 224 };
  it('is the fitted poster, or the poster itself if a crop comes first', () => {
    expect(baseOf([], input)).toEqual({ kind: 'fitted' });
    expect(baseOf(pipeline('write-up-d'), input)).toEqual({ kind: 'fitted' });
    expect(baseOf([defaultTransform('horizontal-flip'), defaultTransform('random-crop')], input)).toEqual({
      kind: 'fitted',
    });
    expect(baseOf([defaultTransform('random-crop')], input)).toEqual({ kind: 'poster', mostPixels: 400_000 });
    // 2 × 256 × 256 / 0.8, rounded up to a multiple of 65,536
    expect(baseOf(pipeline('write-up-a'), input)).toEqual({ kind: 'poster', mostPixels: 196_608 });
  });

  it("keeps posters of the write-up's size whole, and shrinks large ones in proportion", () => {
    expect(keptSize({ width: 185, height: 278 }, 196_608)).toEqual({ width: 185, height: 278 });
    const kept = keptSize({ width: 2000, height: 3000 }, 196_608);
    expect(kept.width * kept.height).toBeLessThanOrEqual(196_608);
    expect(kept.width / kept.height).toBeCloseTo(2 / 3, 2);
  });
});
