import { describe, expect, it } from 'vitest';
import { Random } from '../../core/random';
import { defaultTransform } from '../../core/recipe/augmentation';
import { drawJitter, jitter } from './colour-jitter';
import { blackPicture, type Picture } from './picture';
import { expectPicture, formulaPoster, reference } from './testing/reference';

/** An image with each of the 16.7 million colours once, 4,096 × 4,096. */
function everyColour(): Picture {
  const picture = blackPicture({ width: 4096, height: 4096 });
  for (let value = 0, at = 0; value < 2 ** 24; value++) {
    picture.data[at++] = value >> 16;
    picture.data[at++] = value >> 8;
    picture.data[at++] = value;
  }
  return picture;
}

describe('colour adjustments, bit for bit, against torchvision on Pillow images', () => {
  for (const test of reference.colours)
    it(`${test.name} ${test.amount} of ${test.poster.join(' × ')}`, () => {
      expectPicture(jitter(formulaPoster(test.poster), [test]), test);
    });

  it('every possible colour', () => {
    const picture = everyColour();
    for (const test of reference.everyColour) expectPicture(jitter(picture, [test]), test);
  });
});

describe('drawn colours', () => {
  const settings = { ...defaultTransform('colour-jitter'), brightness: 0.4, contrast: 1.5, hue: 0.1 };

  it('skip what is 0, stay within their ranges, and come in every order', () => {
    const orders = new Set<string>();
    for (let i = 0; i < 300; i++) {
      const drawn = drawJitter(settings, new Random(i));
      orders.add(drawn.map(({ name }) => name).join());
      const amounts = Object.fromEntries(drawn.map(({ name, amount }) => [name, amount]));
      expect(Object.keys(amounts).sort()).toEqual(['brightness', 'contrast', 'hue']);
      expect(Math.abs(amounts.brightness - 1)).toBeLessThanOrEqual(0.4);
      expect(amounts.contrast).toBeGreaterThanOrEqual(0);
      expect(amounts.contrast).toBeLessThanOrEqual(2.5);
      expect(Math.abs(amounts.hue)).toBeLessThanOrEqual(0.1);
    }
    expect(orders.size).toBe(6);
  });

  it("are none with torchvision's defaults", () => {
    expect(drawJitter(defaultTransform('colour-jitter'), new Random(1))).toEqual([]);
  });
});
