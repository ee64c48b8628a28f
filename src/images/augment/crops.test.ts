import { describe, expect, it } from 'vitest';
import { pipeline } from '../../core/recipe/augmentation';
import { withoutChance } from './augment';
import { centreCrop } from './centre-crop';
import { flipHorizontally } from './horizontal-flip';
import type { Picture } from './picture';
import { drawRandomCrop } from './random-crop';
import { crop } from './resize';
import { expectPicture, formulaPoster, Given, reference, type Reference } from './testing/reference';

function carryOut(picture: Picture, { name, crop: side = [224, 224], draws = [] }: Reference['crops'][0]) {
  const size = { width: side[0], height: side[1] };
  switch (name) {
    case 'flip':
      return flipHorizontally(picture);
    case 'centre-crop':
      return centreCrop(picture, size);
    case 'random-crop':
      return crop(picture, drawRandomCrop(size, picture, new Given(draws)));
    // Resize(256), CenterCrop(224)
    default:
      return withoutChance(picture, pipeline('write-up-a'), size);
  }
}

describe('crops and flips, bit for bit, against torchvision on Pillow images', () => {
  for (const test of reference.crops)
    it(`${test.name} ${test.crop?.join(' × ') ?? ''} of ${test.poster.join(' × ')}`, () => {
      expectPicture(carryOut(formulaPoster(test.poster), test), test);
    });

  it('a double flip changes nothing', () => {
    const picture = formulaPoster([37, 30]);
    expect(flipHorizontally(flipHorizontally(picture))).toEqual(picture);
  });
});
