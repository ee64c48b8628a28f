import { describe, expect, it } from 'vitest';
import { compose, warpBilinear } from './affine';
import { rotate, rotationMap } from './rotation';
import { expectPicture, formulaPoster, reference } from './testing/reference';
import { zoomMap } from './zoom';

describe('rotations, bit for bit, against torchvision on Pillow images', () => {
  for (const test of reference.rotations) {
    const { poster, degrees, interpolation, fill } = test;
    it(`${poster.join(' × ')} by ${degrees}°, ${interpolation}, on ${fill}`, () => {
      expectPicture(rotate(formulaPoster(poster), degrees, { interpolation, fill }), test);
    });
  }
});

describe("Keras's affine maps, against SciPy", () => {
  for (const { poster, theta, down, across, rgb } of reference.keras) {
    it(`${poster.join(' × ')} by ${theta}°, ${down} × ${across}`, () => {
      const picture = formulaPoster(poster);
      // Keras counts degrees clockwise, and applies both as one map
      const map = compose(rotationMap(picture, -theta), zoomMap(picture, { down, across }));
      const mapped = warpBilinear(picture, map, 'edge').data;
      const expected = Buffer.from(rgb, 'base64');
      expect(mapped.length).toBe(expected.length);
      // equal except for halves that are rounded up in one and down in the other
      const most = Math.max(...Array.from(mapped, (value, i) => Math.abs(value - expected[i])));
      expect(most).toBeLessThanOrEqual(1);
    });
  }
});
