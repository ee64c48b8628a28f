/** torchvision's RandomHorizontalFlip: mirrors left and right. */
import { blackPicture, type Picture } from './picture';

export function flipHorizontally(picture: Picture): Picture {
  const { data, width, height } = picture;
  const flipped = blackPicture(picture);
  const out = flipped.data;
  for (let y = 0; y < height; y++) {
    let from = y * width * 3;
    for (let to = (y + 1) * width * 3 - 3, end = from + width * 3; from < end; from += 3, to -= 3) {
      out[to] = data[from];
      out[to + 1] = data[from + 1];
      out[to + 2] = data[from + 2];
    }
  }
  return flipped;
}
