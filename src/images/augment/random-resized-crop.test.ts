import { describe, expect, it } from 'vitest';
import { Random } from '../../core/random';
import { drawResizedCrop } from './random-resized-crop';
import { resizeWindow } from './resize';
import { expectPicture, formulaPoster, Given, reference } from './testing/reference';

describe('random resized crops, bit for bit, against torchvision on Pillow images', () => {
  for (const test of reference.resizedCrops) {
    const { poster, scale, ratio, side, draws, window } = test;
    it(`${poster.join(' × ')}, scale ${scale.join('–')}, from ${draws[0]}`, () => {
      const picture = formulaPoster(poster);
      expect(drawResizedCrop({ scale, ratio }, picture, new Given(draws))).toEqual(window);
      expectPicture(resizeWindow(picture, window, { width: side, height: side }), test);
    });
  }
});

describe('drawn windows', () => {
  it('take the requested share of the area, or as much as the ratio allows', () => {
    const random = new Random(1, 'windows');
    const poster = { width: 185, height: 278 };
    const area = poster.width * poster.height;
    for (let i = 0; i < 500; i++) {
      const window = drawResizedCrop({ scale: [0.3, 0.5], ratio: [0.6, 0.8] }, poster, random);
      const share = (window.width * window.height) / area;
      expect(share).toBeGreaterThan(0.29);
      expect(share).toBeLessThan(0.51);
      expect(window.left + window.width).toBeLessThanOrEqual(poster.width);
      expect(window.top + window.height).toBeLessThanOrEqual(poster.height);
    }
    // no window with 90 % of a 2:3 poster is square
    const square = drawResizedCrop({ scale: [0.9, 1], ratio: [1, 1] }, poster, random);
    expect(square).toEqual({ left: 0, top: 46, width: 185, height: 185 });
  });
});
